/**
 * What is wrong with a formula, in Chinese: the words of our own and of the language's parser, by what they look like. What isn't
 * among them is handed on in quotes, so that it is seen.
 */
export function formulaFaultZh(fault: string): string {
  for (const [pattern, zh] of FAULTS) {
    const match = pattern.exec(fault);
    if (match !== null) return zh.replace(/\$(\d)/g, (_, at: string) => tokensZh(match[Number(at)]));
  }
  return `无法计算“${fault}”`;
}

const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/^it is longer than (\d+) characters$/, '超过 $1 个字符'],
  [/^it can not be read$/, '无法识别'],
  [/^it gives a (\w+), not a number$/, '结果为$1，不是数字'],
  [/^it gives no number$/, '结果不是数字'],
  [/^it divides by zero$/, '除数为零'],
  [/^it is below 0$/, '结果为负'],
  [/^it is too large$/, '结果过大'],
  [/^it is not 0, but rounds to 0$/, '结果不为零，但舍入后为零'],
  [/^(".*") is not known of it$/, '没有属性 $1'],
  [/^Unexpected token: (.*)$/, '此处不应为$1'],
  [/^Expected (\w+), got (\w+)$/, '此处应为$1，实为$2'],
  [/^Unexpected character: (.*)$/, '此处不应有字符 $1'],
  [/^Unterminated string$/, '引号未闭合'],
  [/^Invalid escape sequence: (.*)$/, '转义 $1 无效'],
  [/^Unknown variable: (.*)$/, '没有名为 $1 的量'],
  [/^Reserved identifier: (.*)$/, '$1 为保留字，不能用作名称'],
  [/^No such key: (.*)$/, '没有名为 $1 的成员'],
  [/^found no matching overload for '(.*)'$/, '没有可这样使用的函数：$1'],
  [/^no such overload: (.*)$/, '不能这样运算：$1'],
  [/^Ternary condition must be bool, got '(.*)'$/, '“?”之前应为真假，实为$1'],
  [/^Ternary branches must have the same type, got '(.*)' and '(.*)'$/, '“:”两边类型应相同，实为$1和$2'],
  [/^Logical operator requires bool operands, got '(.*)'$/, '“&&”和“||”两边应为真假，实为$1'],
  [/^Cannot index type '(.*)' with type '(.*)'$/, '$1不能用$2取下标'],
  [/^Exceeded maxDepth \((\d+)\)$/, '嵌套超过 $1 层'],
  [/^Exceeded maxAstNodes \((\d+)\)$/, '超过 $1 个部分'],
  [/^Exceeded maxListElements \(\d+\)$/, '不能使用列表'],
  [/^Exceeded maxMapEntries \(\d+\)$/, '不能使用映射'],
  [/^Exceeded maxCallArguments \((\d+)\)$/, '函数参数超过 $1 个'],
  [/^Expression of type '(.*)' cannot be range of a comprehension/, '$1不能逐个取值'],
  [/^(\w+)\(\) invalid argument$/, '$1() 的参数无效'],
];

/** Types and signs of the language, by their names, wherever they stand: `number + bool`, `EOF`. */
function tokensZh(text: string): string {
  return text.replace(/\b[A-Za-z]+\b/g, (word) => (Object.hasOwn(TOKENS, word) ? TOKENS[word] : word));
}

const TOKENS: Readonly<Record<string, string>> = {
  number: '数字',
  bool: '真假',
  string: '文字',
  int: '整数',
  uint: '无符号整数',
  double: '浮点数',
  bytes: '字节',
  null: '空值',
  list: '列表',
  map: '映射',
  EOF: '公式结尾',
  RPAREN: '“)”',
  LPAREN: '“(”',
  RBRACKET: '“]”',
  LBRACKET: '“[”',
  RBRACE: '“}”',
  LBRACE: '“{”',
  COLON: '“:”',
  COMMA: '“,”',
  DOT: '“.”',
  QUESTION: '“?”',
  IDENTIFIER: '名称',
  NUMBER: '数字',
  STRING: '文字',
};
