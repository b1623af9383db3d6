"""What Python, its libraries and the system say to users of the commands, in Chinese."""

OTHERS = {
    # Python's own words on an expression.
    "invalid syntax": "这里不合语法",
    "invalid syntax. Perhaps you forgot a comma?": "这里不合语法，也许漏了运算符或逗号",
    "'{bracket}' was never closed": "括号 {bracket} 没有闭合",
    "unmatched '{bracket}'": "多了一个括号 {bracket}",
    "closing parenthesis '{end}' does not match opening parenthesis '{begin}'":
        "右括号 {end} 与左括号 {begin} 不配对",
    "invalid decimal literal": "数写得不对；数和变量名之间要写 *",
    "invalid character {sign} (U+{code})": "不能用字符 {sign}（U+{code}）",
    "invalid non-printable character U+{code}": "有无法显示的字符 U+{code}",
    "unterminated string literal (detected at line {line})": "引号没有闭合",
    "unexpected EOF while parsing": "表达式没有写完",
    "unexpected character after line continuation character": "反斜杠后面不能有别的字符",
    "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal "
    "integers": "整数前面不能写 0",
    "too many nested parentheses": "括号嵌套太深",
    "expression cannot contain assignment, perhaps you meant \"==\"?": "表达式里不能写等号",
    "invalid syntax. Maybe you meant '==' or ':=' instead of '='?": "表达式里不能写等号",
    "invalid hexadecimal literal": "十六进制数写得不对",
    "invalid digit {digit} in {base} literal": "数写得不对，不能有 {digit}",
    "Missing parentheses in call to {name}. Did you mean {form}?": "函数的运算数要写在括号里",
    # What argparse says.
    "argument {name}: {problem}": "参数 {name}：{problem}",
    "the following arguments are required: {names}": "缺少参数：{names}",
    "unrecognized arguments: {words}": "不认识的参数：{words}",
    "invalid choice: {given} (choose from {known})": "不能是 {given}；可以是 {known}",
    "invalid int value: {given}": "{given} 不是整数",
    "invalid float value: {given}": "{given} 不是数",
    "invalid {type} value: {given}": "{given} 不合要求",
    "expected one argument": "后面要写一个值",
    "expected at least one argument": "后面至少要写一个值",
    "ambiguous option: {given} could match {known}": "{given} 不明确；可能是 {known}",
    "ignored explicit argument {given}": "后面不能写 {given}",
    "{text} is no number of seconds up to a day": "{text} 不是秒数；最多一天",
    # Files.
    "No such file or directory": "没有这个文件或文件夹",
    "Is a directory": "这是文件夹，不是文件",
    "Not a directory": "路径里有一段不是文件夹",
    "Permission denied": "没有权限",
    "No space left on device": "磁盘已满",
    "File name too long": "文件名太长",
    "File exists": "文件已经存在",
    "Read-only file system": "磁盘是只读的",
    # CSV and JSON.
    "Expecting value: line {line} column {column} (char {at})":
        "第 {line} 行第 {column} 列不是 JSON",
    "Expecting {what}: line {line} column {column} (char {at})":
        "第 {line} 行第 {column} 列不合 JSON 格式，缺少 {what}",
    "Unterminated string starting at: line {line} column {column} (char {at})":
        "第 {line} 行第 {column} 列的引号没有闭合",
    "Extra data: line {line} column {column} (char {at})":
        "第 {line} 行第 {column} 列起是多余的内容",
    "property name enclosed in double quotes": "双引号里的键",
    "'{code}' codec can't decode byte {byte} in position {at}: {problem}": "它不是 {code} 文本",
}  # fmt: skip
