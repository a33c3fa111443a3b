import ts from 'typescript';

/** What one source file asks of the messages. */
export interface KeyUse {
  path: string;
  /** `namespace:key` of every call of a bound translator. */
  keys: string[];
  /** Calls whose key is computed, as source text; those of the code lists are left out. */
  computed: string[];
  /** Every string in the file: error keys stand in schemas without a call. */
  strings: Set<string>;
  /** Namespaces that the file binds. */
  namespaces: Set<string>;
}

/** Nested messages as `a.b` → text. */
export function flatten(messages: object, prefix = ''): Map<string, string> {
  const result = new Map<string, string>();
  for (const [key, value] of Object.entries(messages) as [string, string | object][]) {
    if (typeof value === 'string') result.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) result.set(inner, text);
  }
  return result;
}

/** A plural form's key without its ending; a key that merely ends like one (`choose_one`) has no `_other` beside it. */
export function stemOf(key: string, keys: ReadonlyMap<string, string>): string {
  const stem = key.replace(/_(zero|one|two|few|many|other)$/, '');
  return keys.has(`${stem}_other`) ? stem : key;
}

export function stems(texts: ReadonlyMap<string, string> = new Map()): Set<string> {
  return new Set([...texts.keys()].map((key) => stemOf(key, texts)));
}

export function variables(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? ''))].sort();
}

/** Finds `const { t } = useTranslation('ns')` and `const t = translator(language, 'ns')`, and every call of them. */
export function usedIn(path: string, text: string): KeyUse {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const bound = new Map<string, string>();
  const use: KeyUse = { path, keys: [], computed: [], strings: new Set(), namespaces: new Set() };
  const visit = (node: ts.Node, look: (node: ts.Node) => void) => {
    look(node);
    node.forEachChild((child) => visit(child, look));
  };
  visit(file, (node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) use.strings.add(node.text);
    if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isCallExpression(node.initializer)) return;
    const namespace = boundNamespace(node.initializer);
    const name = ts.isIdentifier(node.name) ? node.name.text : translatorName(node.name);
    if (namespace && name) bound.set(name, namespace);
    if (namespace) use.namespaces.add(namespace);
  });
  visit(file, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
    const namespace = bound.get(node.expression.text);
    const key = node.arguments[0];
    if (!namespace || !key) return;
    if (ts.isStringLiteralLike(key)) use.keys.push(key.text.includes(':') ? key.text : `${namespace}:${key.text}`);
    else if (namespace !== 'codes' && !/^(codeKey\(|`codes:)/.test(key.getText())) use.computed.push(key.getText());
  });
  return use;
}

export function missingKeys(sources: readonly KeyUse[], known: ReadonlySet<string>): string[] {
  return sources.flatMap(({ path, keys, computed }) => [
    ...keys.filter((key) => !known.has(key)).map((key) => `${path} ${key}`),
    ...computed.map((text) => `${path} computed key: ${text}`),
  ]);
}

/** A key counts as used by a call, by its full name as a string, or by its short name where its namespace is bound. */
export function unusedKeys(sources: readonly KeyUse[], known: ReadonlySet<string>): string[] {
  return [...known].filter((full) => {
    const [namespace = '', key = ''] = full.split(/:(.*)/s);
    if (namespace === 'codes') return false;
    return !sources.some(({ keys, strings, namespaces }) => {
      const near = namespaces.has(namespace) || namespace === 'errors';
      const stands = [...strings].some((text) => text === full || (near && text.split('|')[0] === key));
      return keys.includes(full) || stands || (namespace === 'errors' && hasPrefix(strings, key));
    });
  });
}

/** `too_long|max=${…}` is the head of a template. */
function hasPrefix(strings: ReadonlySet<string>, key: string): boolean {
  return [...strings].some((text) => text.startsWith(`${key}|`));
}

function boundNamespace(call: ts.CallExpression): string | undefined {
  const name = call.expression.getText();
  const place = name === 'useTranslation' ? 0 : name === 'translator' ? 1 : -1;
  const argument = call.arguments[place];
  return argument && ts.isStringLiteralLike(argument) ? argument.text : undefined;
}

function translatorName(pattern: ts.BindingPattern | ts.Identifier): string | undefined {
  if (!ts.isObjectBindingPattern(pattern)) return undefined;
  const element = pattern.elements.find((entry) => (entry.propertyName ?? entry.name).getText() === 't');
  return element?.name.getText();
}
