import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** TypeScript's language service for this project. */
export interface Editor {
  checker: ts.TypeChecker
  sourceFile: (path: string) => ts.SourceFile
  /** Returns the compiler errors of a file. */
  errors: (path: string) => string[]
  /** Returns the hover text of the token after the comment with this name. */
  hover: (path: string, marker: string) => string
  /** Returns the signature help at the comment with this name. */
  signatureHelp: (path: string, marker: string) => string
}

/**
 * Opens the project as an editor does.
 *
 * @param paths Files to open, relative to the root of the project.
 * @param unsaved Contents of files that are not on disk, by path.
 */
export function openEditor(paths: readonly string[], unsaved: Record<string, string>): Editor {
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT)
  const texts = new Map(Object.entries(unsaved).map(([path, text]) => [ROOT + path, text]))
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getCurrentDirectory: () => ROOT,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [...paths, ...Object.keys(unsaved)].map((path) => ROOT + path),
    getScriptVersion: () => '1',
    getScriptSnapshot: (file) => {
      const text = texts.get(file) ?? (ts.sys.fileExists(file) ? readFileSync(file, 'utf8') : undefined)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    fileExists: (file) => texts.has(file) || ts.sys.fileExists(file),
    readFile: (file) => texts.get(file) ?? ts.sys.readFile(file),
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    realpath: ts.sys.realpath ?? ((path) => path),
  })
  const program = service.getProgram()
  if (!program) throw new Error('The project does not open.')

  const sourceFile = (path: string) => {
    const file = program.getSourceFile(ROOT + path)
    if (!file) throw new Error(`${path} is not open.`)
    return file
  }
  const after = (path: string, marker: string) => {
    const at = sourceFile(path).text.indexOf(`/*${marker}*/`)
    if (at < 0) throw new Error(`${path} has no /*${marker}*/.`)
    return at + marker.length + 4
  }
  return {
    checker: program.getTypeChecker(),
    sourceFile,
    errors: (path) =>
      [...service.getSyntacticDiagnostics(ROOT + path), ...service.getSemanticDiagnostics(ROOT + path)].map(
        ({ messageText, start = 0 }) => {
          const { line } = ts.getLineAndCharacterOfPosition(sourceFile(path), start)
          return `${path}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
        },
      ),
    hover: (path, marker) =>
      ts.displayPartsToString(service.getQuickInfoAtPosition(ROOT + path, after(path, marker))?.displayParts),
    signatureHelp: (path, marker) => {
      const [item] = service.getSignatureHelpItems(ROOT + path, after(path, marker), undefined)?.items ?? []
      const parameters = item?.parameters.map(({ displayParts }) => ts.displayPartsToString(displayParts)).join(', ')
      return `${ts.displayPartsToString(item?.prefixDisplayParts)}${parameters}${ts.displayPartsToString(item?.suffixDisplayParts)}`
    },
  }
}
