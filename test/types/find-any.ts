import ts from 'typescript'

export interface Findings {
  /** Paths from an export to each `any`. */
  any: string[]
  /** Names of the types that were visited. */
  seen: Set<string>
}

/**
 * Searches the exports of a module, and all types that they refer to, for `any`.
 *
 * Types of the language and the runtime are not searched, only their type arguments: of a `Promise<Invoice>`, the `Invoice`.
 */
export function findAny(checker: ts.TypeChecker, module: ts.SourceFile): Findings {
  const any: string[] = []
  const seen = new Set<string>()
  const visited = new Set<ts.Type>()

  function visit(type: ts.Type, path: string): void {
    if (type.flags & ts.TypeFlags.Any) any.push(path)
    if (visited.has(type)) return
    visited.add(type)
    for (const [index, argument] of (type.aliasTypeArguments ?? []).entries()) visit(argument, `${path}<${index}>`)
    if (type.isUnionOrIntersection()) for (const part of type.types) visit(part, path)
    if (type.isTypeParameter()) visitTypeParameter(type, path)
    if (isReference(type)) {
      for (const [index, argument] of checker.getTypeArguments(type).entries()) visit(argument, `${path}<${index}>`)
    }
    if (type.flags & ts.TypeFlags.Object && isOurs(type.symbol)) visitObject(type, path)
  }

  function visitObject(type: ts.Type, path: string): void {
    seen.add((type.aliasSymbol ?? type.symbol).name)
    for (const property of checker.getPropertiesOfType(type)) {
      if (isPublic(property)) visit(checker.getTypeOfSymbol(property), `${path}.${property.name}`)
    }
    for (const signature of [...type.getCallSignatures(), ...type.getConstructSignatures()]) visitSignature(signature, path)
    for (const { keyType, type: value } of checker.getIndexInfosOfType(type)) {
      visit(keyType, `${path}[key]`)
      visit(value, `${path}[]`)
    }
  }

  function visitSignature(signature: ts.Signature, path: string): void {
    for (const parameter of signature.typeParameters ?? []) visit(parameter, `${path}<${parameter.symbol.name}>`)
    for (const parameter of signature.parameters) visit(checker.getTypeOfSymbol(parameter), `${path}(${parameter.name})`)
    visit(signature.getReturnType(), `${path}()`)
  }

  function visitTypeParameter(type: ts.Type, path: string): void {
    for (const bound of [type.getConstraint(), type.getDefault()]) if (bound) visit(bound, path)
  }

  const exported = checker.getSymbolAtLocation(module)
  if (!exported) throw new Error(`${module.fileName} is not a module.`)
  for (const name of checker.getExportsOfModule(exported)) {
    const symbol = name.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(name) : name
    if (symbol.flags & ts.SymbolFlags.Type) visit(checker.getDeclaredTypeOfSymbol(symbol), name.name)
    if (symbol.flags & ts.SymbolFlags.Value) visit(checker.getTypeOfSymbol(symbol), name.name)
  }
  return { any, seen }
}

const isReference = (type: ts.Type): type is ts.TypeReference =>
  // The flag shows which interface the type has.
  (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0

/** Returns whether to search a type. Types without a declaration are derived from our types. Tuples only have type arguments. */
const isOurs = (symbol: ts.Symbol | undefined): boolean =>
  !!symbol &&
  (symbol.declarations?.some((declaration) => !declaration.getSourceFile().fileName.includes('/node_modules/')) ?? true)

/** Returns whether a member is declared by this package and public. */
export function isPublic(property: ts.Symbol): boolean {
  const [declaration] = property.declarations ?? []
  // The `prototype` of a generic class has `any` as type arguments.
  if (!isOurs(property) || property.flags & ts.SymbolFlags.Prototype) return false
  if (!declaration) return true
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected
  const { name } = declaration as ts.NamedDeclaration // Declarations of properties have a name.
  return !(name && ts.isPrivateIdentifier(name)) && (ts.getCombinedModifierFlags(declaration) & hidden) === 0
}
