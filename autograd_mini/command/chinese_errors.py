"""What the commands refuse, in Chinese, beside its English; in braces stand fields to fill in.

What a field holds may be a sentence of its own, and is said in Chinese, too.  So no sentence is one
word alone, which may be a name that somebody has given.
"""

from autograd_mini.command.chinese_others import OTHERS

ERRORS = {
    **OTHERS,
    # Where something is.
    "{path}: {problem}": "{path}：{problem}",
    "line {line}: {problem}": "第 {line} 行：{problem}",
    "standard output: {problem}": "标准输出：{problem}",
    # The reader of expressions.
    "the expression is empty": "表达式是空的",
    "it has more than {most} characters": "它超过了 {most} 个字符",
    "it has more than {most} parts": "它超过了 {most} 个部分",
    "it is nested more than {most} deep": "括号和函数嵌套超过了 {most} 层",
    "it cannot be read": "这个表达式读不懂",
    "it cannot be read: {problem}": "这个表达式读不懂：{problem}",
    "{sign} cannot be read; write {meant} in its place": "不能用“{sign}”；请改用 {meant}",
    "only numbers, names, + - * / ** and functions are read":
        "表达式只能由数、变量名、+ - * / ** 和函数组成",
    "only the operators + - * / ** are read": "运算符只能用 + - * / **",
    "only functions of the table are called, as in log(x)": "只能调用导数表中的函数，例如 log(x)",
    "an expression alone is read; leave out {name}": "只写表达式本身；请去掉 {name}",
    "the operand stands in brackets; write {form}": "运算数要写在括号里；请写成 {form}",
    "a power is written with **, as in x**2": "乘方写作 **，例如 x**2",
    "this is no number": "这不是数",
    "this number is beyond the largest float": "这个数超出了浮点数的最大值",
    "there is no function {name}": "没有函数 {name}",
    "there is no function {name}; write {form}": "没有函数 {name}；请写成 {form}",
    "write * between factors, as in 2*x": "因子之间要写 *，例如 2*x",
    "{name} is given a number, but does not occur in the expression":
        "给了 {name} 一个数，但表达式里没有它",
    "there is no function {name}; do you mean {meant}?": "没有函数 {name}；你是想写 {meant} 吗？",
    "{name} is a function; write {again}(…)": "{name} 是函数；请写成 {again}(…)",
    "{name} has been given no number; write {again}=…": "没有给 {name} 一个数；请加上 {again}=…",
    "{name} has been given no number; do you mean {meant}? Otherwise write {again}=…":
        "没有给 {name} 一个数；你是想写 {meant} 吗？否则请加上 {again}=…",
    "{name} takes {count} operand{s}, not {given}":
        "{name} 需要 {count} 个运算数，这里有 {given} 个",
    "{name} is written {form}": "{name} 的写法是 {form}",
    "dot of {weights} weights and {inputs} inputs; make them equal":
        "dot 的两个列表一个有 {weights} 项，另一个有 {inputs} 项；应当一样多",
    "logsumexp needs at least one term": "logsumexp 至少要有一项",
    # The numbers of names.
    "{text} gives no name a number; options stand before --":
        "{text} 没有给变量一个数；选项要写在 -- 之前",
    "{text} has a ＝ from a Chinese keyboard; write it as w=0.5":
        "{text} 里的等号是全角的；请写成 w=0.5 那样",
    "{text} gives no name a number; write it as w=0.5":
        "{text} 没有给变量一个数；请写成 w=0.5 那样",
    "{name} is a word of Python; take another name, as {other}":
        "{name} 是 Python 的关键字；请换个名字，例如 {other}",
    "{name} is {kind}; take another name": "{name} 是{kind}；请换个名字",
    "a function of the table": "导数表中的函数",
    "a constant": "常数",
    "{name} is given two numbers": "{name} 得到了两个数",
    "{name} is given {given}, which is no finite number": "{name} 得到的 {given} 不是有限的数",
    "{name} is given {given}, which is no finite number; write {meant}":
        "{name} 得到的 {given} 不是有限的数；请写成 {meant}",
    "--wrt {name}: it does not occur in the expression; choose from: {names}":
        "--wrt {name}：表达式里没有它；可选：{names}",
    "--wrt {name}: no name occurs in the expression": "--wrt {name}：表达式里没有变量",
    "there is no name to differentiate with respect to; write one with its number, as x=2":
        "没有可以求导的变量；请写上变量和它的数，例如 x=2",
    "--scale needs a network with bias, which takes up the means":
        "--scale 需要带偏置的网络：平均值要并入偏置",
    # The engine.
    "{operation} has no finite value and derivative; it needs {domain}":
        "{operation} 没有有限的值和导数；这里要求 {domain}",
    "{operation}: the result or its derivative is beyond the largest float, {largest}; scale the "
    "operands down, or use a form that stays small, such as log_sigmoid or logsumexp":
        "{operation}：结果或导数超出了浮点数的最大值 {largest}；请把运算数缩小，"
        "或改用不会溢出的写法，例如 log_sigmoid 或 logsumexp",
    "{operation}: an operand is not finite, and so has no gradient":
        "{operation}：有一个运算数不是有限的数，因此没有梯度",
    "{operation} cannot be differentiated here; that needs {domain}":
        "{operation} 在这里不可导；要求 {domain}",
    "the {what} of {node} is beyond the largest float, {largest}; no grad was changed; scale the "
    "output or the seed down": "{node} 的导数超出了浮点数的最大值 {largest}；请把数缩小",
    "{domain}, for {operation}(u, v)": "{domain}（指 {operation}(u, v)）",
    "u > 0; for a plain number v also where u^v and its slope exist":
        "u > 0；指数 v 是常数时，只要 u^v 及其导数存在也可以",
    "u ≠ 0 or v ≠ 0": "u ≠ 0 或 v ≠ 0",
    "{where} (at {point} the graph is vertical)": "{where}（在 {point} 处切线是竖直的）",
    "(the natural logarithm {names})": "（自然对数 {names}）",
    "(in books: {names})": "（也写作 {names}）",
    "expected a finite number, not {given}, which has no gradient": "{given} 不是有限的数",
    "all {count} derivatives agree": "{count} 个导数全部一致",
    "the derivative agrees": "导数一致",
    "{good} of {count} derivatives agree, {kinks} at a kink":
        "{count} 个导数中 {good} 个一致，{kinks} 个在折点处",
    "{good} of {count} derivatives agree, {unclear} unclear":
        "{count} 个导数中 {good} 个一致，{unclear} 个无法判断",
    "{good} of {count} derivatives agree, {kinks} at a kink, {unclear} unclear":
        "{count} 个导数中 {good} 个一致，{kinks} 个在折点处，{unclear} 个无法判断",
    "{wrong} of {count} derivatives is wrong": "{count} 个导数中 {wrong} 个是错的",
    "{wrong} of {count} derivatives are wrong": "{count} 个导数中 {wrong} 个是错的",
    "… and {count} more": "……还有 {count} 个",
    "kink: {note}": "折点：{note}",
    "unclear: {note}": "无法判断：{note}",
    "differences are too rough here to tell": "这里的差商太粗，看不出来",
    "one-sided differences disagree, {left} and {right}": "两侧的差商不一致，{left} 和 {right}",
    "one-sided differences disagree, {left} and {right}, no farther than {far}":
        "两侧的差商不一致，{left} 和 {right}，折点在 {far} 之内",
    "the function jumps by {jump}": "函数在这里跳跃 {jump}",
    "the function jumps by {jump}, no farther than {far}":
        "函数跳跃 {jump}，跳跃点在 {far} 之内",
    # Options.
    "{name} is a whole number at least {least}, not {given}":
        "{name} 至少是整数 {least}，不能是 {given}",
    "{name} is a whole number from {least} to {most}, not {given}":
        "{name} 是 {least} 到 {most} 的整数，不能是 {given}",
    "{name} is one of {known}, not {given}": "{name} 只能是 {known} 之一，不能是 {given}",
    "-o {path} needs an ending such as {such}": "-o {path} 要有扩展名，例如 {such}",
    ".svg, .png or .pdf": ".svg、.png 或 .pdf",
    "the ending of {path} says no format that there is; there are {known}":
        "{path} 的扩展名不是已有的格式；有 {known}",
    "{one} and {other} are the same file, {path}": "{one} 和 {other} 是同一个文件 {path}",
    "the samples": "样本",
    "{option} {path} is a folder and cannot be a file": "{option} {path} 是文件夹，不能当作文件",
    # Large graphs.
    "{nodes} nodes and {edges} edges; the limit is {most} nodes and {many} edges":
        "{nodes} 个节点、{edges} 条边；上限是 {most} 个节点、{many} 条边",
    "too much to read on the way: {large}. Explain an earlier node, a smaller example, or raise "
    "limit=": "推导太长，读不过来：{large}。请换一个小一些的例子，或调高 --limit",
    "too large to read: a graph of {large}. Draw one of its earlier nodes, a smaller example, or "
    "raise limit=; a network with labels like z^(2)_1 can also be drawn by draw_network or with "
    'collapse="layers"': "图太大，看不过来：{large}。请换一个小一些的例子，或调高 --limit",
    "no label names a layer as z^(2)_1 does, so this graph cannot be collapsed: {large}. Draw an "
    'earlier node or a smaller example, or say collapse="none" with a higher limit=':
        "图太大，看不过来：{large}。请换一个小一些的例子，或调高 --limit",
    "a graph has too many steps to follow, with {large}. Take one of its earlier nodes or a "
    'smaller example, draw it as a whole by draw_graph(J, collapse="layers"), or raise limit=':
        "步骤太多，跟不上：{large}。请换一个小一些的例子，或调高 --limit",
    "drawing needs Graphviz, and there is none.  There are two ways to get it: `python -m pip "
    "install pygraphviz`, which brings a Graphviz of its own, or install Graphviz from "
    "https://graphviz.org/download/ so that the command `dot` works. {rest}":
        "画图需要 Graphviz，而这里没有。请运行 `python -m pip install pygraphviz`，"
        "它自带 Graphviz；"
        "或从 https://graphviz.org/download/ 安装 Graphviz，使命令 `dot` 可用。",
    "Graphviz cannot draw this as {format}, for it has not been set up: {what}":
        "Graphviz 画不出 {format}，因为它装好后还没有配置：请以管理员身份运行一次 `dot -c`，"
        "或者 python -m pip install pygraphviz",
    "Graphviz cannot draw this as {format}: {problem}": "Graphviz 画不出 {format}：{problem}",
    # Files.
    "this is a folder and cannot be a file": "这是文件夹，不能当作文件",
    "this file is not to be written to": "这个文件不可写",
    "{path} is a pipe, which may never end; give a file": "{path} 是管道，可能读不完；请给一个文件",
    "{path} has more than {most} bytes": "{path} 超过了 {most} 字节",
    "{name} is no text in UTF-8": "{name} 不是 UTF-8 文本",
    "standard input": "标准输入",
    "{path} is no text in UTF-8; save it as CSV in UTF-8":
        "{path} 不是 UTF-8 文本；请另存为 UTF-8 的 CSV",
    # Samples.
    "give the samples: a file of CSV, or --data iris, digits or moons":
        "请给出样本：一个 CSV 文件，或 --data iris、digits、moons",
    "--classes names a column of a file; --data knows its own":
        "--classes 指的是文件里的列；--data 的类别是已知的",
    "{name} comes with the source of autograd_mini, in demos/data, and not with what pip installs; "
    "give a file of CSV, or take --data moons":
        "{name} 只随 autograd_mini 的源代码提供，在 demos/data 里，pip 安装的没有；"
        "请给一个 CSV 文件，或用 --data moons",
    "it has no rows": "里面没有数据",
    "it has a header and no samples": "只有表头，没有样本",
    "line {line} has one cell; a sample is one number or more and a class":
        "第 {line} 行只有一格；一个样本至少有一个数和一个类别",
    "line {line} has {count} cells, and line {first} has {width}; every row needs as many":
        "第 {line} 行有 {count} 格，第 {first} 行有 {width} 格；每行应当一样多",
    "line {line} has numbers and words, and may be a header or a sample: if it is a header, name "
    "the column of the classes with --classes; in a sample, {cell} is no number":
        "第 {line} 行既有数又有文字，看不出是表头还是样本：如果是表头，"
        "请用 --classes 写出类别的列名；"
        "如果是样本，{cell} 不是数",
    "line {line} has no class, in column {name}": "第 {line} 行第 {name} 列没有类别",
    "line {line}, column {name}: {cell} is not finite":
        "第 {line} 行，{name} 列：{cell} 不是有限的数",
    "line {line}, column {name}: {cell} is no number": "第 {line} 行，{name} 列：{cell} 不是数",
    "line {line}, column {name}: {cell} is no number; write decimals with a point":
        "第 {line} 行，{name} 列：{cell} 不是数；小数要用小数点",
    "line {line} is no row of CSV: {problem}": "第 {line} 行不合 CSV 格式：{problem}",
    "unexpected end of data": "引号没有闭合",
    "line contains NUL": "有 NUL 字符",
    "field larger than field limit ({most})": "有一格太长，超过了 {most} 个字符",
    "all samples are of class {name}; there is nothing to tell apart":
        "所有样本都属于类别 {name}，没有可以区分的东西",
    "column {name} has {count} different classes in {m} samples; name the column of the classes "
    "with --classes":
        "{name} 列在 {m} 个样本里有 {count} 个不同的类别；请用 --classes 写出类别所在的列",
    "several columns are called {name}; give its number, from 1":
        "有几列都叫 {name}；请写序号，从 1 数起",
    "there is no column {name}; there are {known}, or the numbers 1 … {last}":
        "没有 {name} 列；有 {known}，或序号 1 … {last}",
    # Training.
    "{option} {text}: write the units of each layer, as in {example} 4,5,3":
        "{option} {text}：请写出每层的单元数，例如 {example} 4,5,3",
    "{option} {text}: every layer has one unit or more": "{option} {text}：每层至少有一个单元",
    "{option} has {count} layers; there may be {most}": "{option} 有 {count} 层；最多 {most} 层",
    "{option} {text} makes a network of {count} weights; there may be {most} here":
        "{option} {text} 的网络有 {count} 个权重；这里最多 {most} 个",
    "--layers is {text}, and {path} has {sizes}": "--layers 是 {text}，而 {path} 是 {sizes}",
    "{name} begins with {first}, but a sample has {count} numbers":
        "{name} 的第一层有 {first} 个单元，而一个样本有 {count} 个数",
    "{name} ends with {last}, but there are {count} classes: {need}":
        "{name} 的最后一层有 {last} 个单元，而类别有 {count} 个：应当是 {need}",
    "2, or 1": "2，或者 1",
    "--held-out is a share between 0 and 1, not {given}":
        "--held-out 是 0 与 1 之间的比例，不能是 {given}",
    "--held-out {share} of {m} samples leaves a part empty":
        "{m} 个样本按 --held-out {share} 分，有一份是空的",
    "--plot {path} needs an ending such as .png, .svg or .pdf":
        "--plot {path} 要有扩展名，例如 .png、.svg 或 .pdf",
    "a plot takes matplotlib: python -m pip install {extra}":
        "画曲线需要 matplotlib：python -m pip install {extra}",
    "rate: {problem}": "--rate：{problem}",
    "rate is {given}; take a positive number": "--rate 是 {given}；应当是正数",
    "no rule is called {name}; there are {known}": "没有叫 {name} 的方法；有 {known}",
    "no activation is called {name}; there are {known}": "没有叫 {name} 的激活函数；有 {known}",
    "step {t}: {problem}; if J has grown before, the rate {rate} is too large":
        "第 {t} 步：{problem}；如果 J 在此之前一直在变大，说明学习率 {rate} 太大",
    "J is not finite for these arrays: an operation has left its domain or the largest float; "
    "record J with the numbers of one sample to see which":
        "J 不是有限的数：有一次运算超出了定义域或浮点数的最大值",
    "a weight is beyond the largest float, {largest}": "有一个权重超出了浮点数的最大值 {largest}",
    "the ledger has no steps: the best weights are those before the first; train with a smaller "
    "rate, or without held_out":
        "账本里没有一步：最好的权重是训练之前的；请用小一些的 --rate，或去掉 --held-out",
    "a ledger of {steps} steps with {batch} samples each would take {needed} MB of memory, and "
    "{most} MB is the most; take fewer steps or samples, a smaller batch=…, or a smaller network":
        "{steps} 步、每步 {batch} 个样本的账本要占 {needed} MB 内存，最多 {most} MB；"
        "请减少步数或样本，用小一些的 --batch，或小一些的网络",
    # Weights.
    "{path} does not hold a network: {problem}": "{path} 里不是网络的权重：{problem}",
    "it is nested too deeply": "嵌套太深",
    'it does not say "format": "{format}"': '没有写 "format": "{format}"',
    "it has version {version} of the format, and this is read by version {known}; a newer "
    "autograd_mini may read it":
        "它的格式是版本 {version}，这里只能读版本 {known}；新一些的 autograd_mini 也许能读",
    "it lacks {key}": "缺少 {key}",
    "it also has {key}": "多出了 {key}",
    "its sizes are no list of whole numbers": "sizes 不是整数的列表",
    "its bias is neither true nor false": "bias 既不是 true 也不是 false",
    "its {key} is no name": "{key} 不是名称",
    "its theta does not have the layers {known}": "theta 的层应当是 {known}",
    "its Θ^({layer}) is not a matrix of {rows} × {columns}":
        "Θ^({layer}) 不是 {rows} × {columns} 的矩阵",
    "theta[{layer}][{i}][{j}] is {given}, and no finite number":
        "theta[{layer}][{i}][{j}] 是 {given}，不是有限的数",
    "{constant} is no number of JSON": "{constant} 不是 JSON 的数",
    "it says one of {keys} twice": "{keys} 中有一个写了两次",
    "a network needs whole layer sizes of at least 1, for its inputs and for one layer or more "
    "behind them, not {sizes}":
        "网络至少要有输入层和它后面的一层，每层至少一个单元，不能是 {sizes}",
    # Exercises and derivations.
    "--students writes the sheets of all, --student that of one; give one":
        "--students 写出所有学生的练习，--student 只写一个学生的；请只用一个",
    "--students writes a file for each; say where by -o sheet.html":
        "--students 给每个学生写一个文件；请用 -o sheet.html 说明写到哪里",
    "seed is from {least} to {longest} characters that can be printed":
        "--seed 是 {least} 到 {longest} 个可以显示的字符",
    # The course, handouts, the bench and the check of engines.
    "{path} is there already, and differs; give another folder, so that nothing of yours is "
    "overwritten": "{path} 已经存在，内容也不同；请换一个文件夹，以免覆盖你的东西",
    "there are stages 1 … {last}, and no {given}": "只有第 1 … {last} 阶段，没有第 {given} 阶段",
    'handouts need hypothesis and mpmath: `python -m pip install "autograd-mini[testing]"`':
        '生成材料需要 hypothesis 和 mpmath：`python -m pip install "autograd-mini[testing]"`',
    "the conformance suite needs hypothesis and mpmath: `python -m pip install "
    '"autograd-mini[testing]"`':
        '检验引擎需要 hypothesis 和 mpmath：`python -m pip install "autograd-mini[testing]"`',
    "only one report can go to standard output, -": "只能有一份报告写到标准输出 -",
    "several engines are marked for a report: --class-report FILE":
        "检验几个引擎时要写报告：--class-report FILE",
    "File contains no section headers.": "没有方括号里的标题",
    "--port is a number from 0 to 65535, not {given}": "--port 是 0 到 65535 的数，不能是 {given}",
    "building the bench takes npm and Node.js: https://nodejs.org":
        "构建工作台需要 npm 和 Node.js：https://nodejs.org",
}  # fmt: skip

# Cells of the tables that are printed.
CELLS = {
    "everywhere": "处处有定义",
    "agrees": "一致",
    "WRONG": "错误",
    "input": "输入",
    "label": "标签",
    "analytic": "引擎",
    "numeric": "差商",
    "relative error": "相对误差",
    "estimated error": "估计误差",
}
