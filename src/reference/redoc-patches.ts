/**
 * Small changes to Redoc's script. Each one searches for a place in it. If a later Redoc has no such place, the page works without
 * the change, and a test fails.
 */

interface Patch {
  name: string
  place: RegExp
  replacement: string
}

const PATCHES: Patch[] = [
  {
    // Redoc shows the same sample whichever example is selected.
    name: 'the sample follows the selected example',
    place:
      /((\w+)=\w+\?\w+\[\w+\]\?\.key\?\?\w+:void 0,.{0,200}?let (\w)=\w+\?\.find\(\w=>\w+\(\w\)===\w+\);return )\3\?\3\.source:(.{0,120}?),\[(\w+,\w+,\w+)\]\)/s,
    replacement: '$1$3?globalThis.billitSamples?.[$3.source]?.[$2]??$3.source:$4,[$5,$2])',
  },
  {
    // "POS" must not find "postalCode".
    name: 'a search for three letters finds whole words',
    place: /if\((\w)\.length>=3\)return (\w)\.includes\(\1\);(for\(.{0,80}?if\(!\w+\(\w\[\w-1\]\)&&\()\1\.length>=2\|\|/,
    replacement: 'if($1.length>3)return $2.includes($1);$3$1.length===2||',
  },
  {
    name: 'a search for three letters finds whole words in field names',
    place: /let (\w)=(\w)\.length>=3,(\w)=\2\.length<2,/,
    replacement: 'let $1=$2.length>3,$3=$2.length<2||$2.length===3,',
  },
  {
    name: 'a search result shows table cells without vertical bars',
    place: /description:(\w+)\((\w),(\w+)\((\w)\.parameter\.description\)\)/,
    replacement: 'description:$1($2,$3($4.parameter.description).replace(/<[^>]*>/g,"").replace(/\\s*\\|[\\s|:-]*/g," · "))',
  },
  {
    name: 'the search index is without accents',
    place: /\((Array\.isArray\((\w)\)\?\2\.filter\(\2=>\2!=null\)\.map\(String\)\.join\(`\n`\):String\(\2\))\)\.toLowerCase\(\)/,
    replacement: 'globalThis.billitFold($1)',
  },
  {
    name: 'the searched text is without accents',
    place: /let (\w)=(\w)\.toLowerCase\(\)\.trim\(\),(?=\w=\1\.split)/,
    replacement: 'let $1=globalThis.billitFold($2).trim(),',
  },
  {
    name: 'the candidates of a search are without accents',
    place: /(paramNames:.{0,60}?,all:)(\w\.map\(\w+\)\.filter\(Boolean\)\.join\(` `\))(.{0,100}?await \w\.search\()(\w),/,
    replacement: '$1globalThis.billitFold($2)$3globalThis.billitFold($4),',
  },
  {
    name: 'the words to mark are without accents',
    place: /(\[\.\.\.new Set\()(\w)\.toLowerCase\(\)(?=\.split)/,
    replacement: '$1globalThis.billitFold($2)',
  },
  {
    name: 'the marked text is without accents',
    place: /(\{let \w=)(\w)\.toLowerCase\(\)(?=,\w=\[\];for\(let \2 of)/,
    replacement: '$1globalThis.billitFold($2)',
  },
  {
    name: 'code blocks of the guide have colours and a copy button',
    place: /transform\((\w),(\w)\)\{return new (\w+)\(`pre`,\1\.transformAttributes\(\2\),/,
    replacement:
      'transform($1,$2){return new $3(`pre`,{...$1.transformAttributes($2),' +
      'ref:(block)=>{block&&globalThis.billitCodeBlock?.(block,globalThis.billitHighlight)}},',
  },
  {
    // Redoc builds the index on the first use of the search anyway.
    name: 'the search index is not built while the page loads',
    place:
      /(function \w+\(\w\)\{)(if\(typeof window>`u`\|\|typeof window\.requestIdleCallback!=`function`\)return\(\)=>\{\};let \w=window\.requestIdleCallback)/,
    replacement: '$1return()=>{};$2',
  },
  {
    name: 'the search is usable before its index is built',
    place: /(\w)\?(\(0,\w+\.jsxs\)\(\w+\.Fragment,\{children:\[\w\(`search\.navbar\.label`,)/,
    replacement: '!0?$2',
  },
  {
    name: 'the highlighter is global',
    place: /var (\w+)=\{highlight:(\w+)\};(?=function \w+\(\)\{return \1\})/,
    replacement: 'var $1={highlight:globalThis.billitHighlight=$2};',
  },
]

/** Applies the patches. `missing` lists the names of those whose place was not found. */
export function patchRedoc(html: string): { html: string; missing: string[] } {
  const missing: string[] = []
  const patched = PATCHES.reduce((text, { name, place, replacement }) => {
    if (!place.test(text)) missing.push(name)
    return text.replace(place, replacement)
  }, html)
  return { html: patched, missing }
}
