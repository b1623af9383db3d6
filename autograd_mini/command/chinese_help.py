"""The help of the commands in Chinese, beside its English."""

HELP = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这段帮助，然后结束",
    "show program's version number and exit": "显示版本号，然后结束",
    "examples:": "例子：",
    "The command line of autograd_mini.": "autograd_mini 的命令行。",
    # The commands.
    "the derivative with respect to every name": "对每个变量的导数",
    "the derivation, in letters and in numbers": "推导过程，先用字母，再代入数",
    "the graph as a picture": "把计算图画成图片",
    "a page that goes through it step by step": "一步一步走完前向和反向的网页",
    "gradcheck: the derivatives against differences": "梯度检查：把导数与差商比较",
    "the derivative table": "导数表",
    "a network learns samples from a file of CSV": "让网络学习 CSV 文件里的样本",
    "write your own engine, in eight lessons": "八课写出自己的引擎",
    "exercises with answers, a sheet for each student": "带答案的练习，每个学生一份",
    "mark a derivation of ∂J/∂Θ, line by line": "逐行批改 ∂J/∂Θ 的推导",
    "the engine in a browser, with nothing to install there": "在浏览器里使用引擎，无须安装",
    "mark anyone's Value class": "检验任何人写的 Value 类",
    "write what a teacher gives out and uploads": "生成教师要分发和上传的材料",
    "The derivative with respect to every name, of an expression.":
        "求一个表达式对每个变量的导数。",
    "The derivation, in letters and in numbers, of an expression.":
        "写出一个表达式的求导过程，先用字母，再代入数。",
    "The graph as a picture, of an expression.": "把一个表达式的计算图画成图片。",
    "A page that goes through it step by step, of an expression.":
        "生成一个网页，一步一步走完一个表达式的前向和反向。",
    "Gradcheck: the derivatives against differences, of an expression.":
        "梯度检查：把一个表达式的导数与差商比较。",
    "Print the derivative table.": "打印导数表。",
    # Of expressions.
    "numbers, names, + - * / ** and functions of the table; log is the natural logarithm, ln":
        "由数、变量名、+ - * / ** 和导数表中的函数组成；log 是自然对数 ln",
    "a number for each name": "给每个变量一个数",
    "with respect to these names only": "只对这些变量求导",
    "with respect to this name; without it, to all nodes": "对这个变量求导；不写则对所有节点",
    "write JSON; - is standard output": "写出 JSON；- 表示标准输出",
    "most nodes of the graph": "计算图最多有多少个节点",
    ".md, .tex or .txt": ".md、.tex 或 .txt",
    "its ending is the format: .svg, .png, .pdf, …": "扩展名决定格式：.svg、.png、.pdf 等",
    "the page, .html (default: steps.html)": "网页，.html（默认 steps.html）",
    "from left to right, or from top to bottom": "从左到右，或从上到下",
    "for a dark page": "用于深色背景",
    "open it in a browser": "在浏览器里打开",
    "of help, errors and results": "帮助、错误和结果所用的语言",
    # train
    "Train a network on samples: rows of numbers, and in one column their class.  The numbers are "
    "taken as they are, without --scale.  Ctrl-C keeps the best weights so far.":
        "用样本训练网络：每行是若干个数，其中一列是类别。不写 --scale 时，数按原样使用。"
        "按 Ctrl-C 会保留到目前为止最好的权重。",
    "the samples, as CSV": "样本，CSV 格式",
    "samples that are known by a name, in its place": "不用文件，改用自带的样本",
    "of the classes: its name, or its number from 1; the last without it":
        "类别所在的列：列名，或从 1 数起的序号；不写则为最后一列",
    "as 4,5,3; 5 hidden neurons without it": "例如 4,5,3；不写则有 5 个隐藏神经元",
    "begin with these weights; if they were learnt with --scale, give --scale again":
        "从这些权重开始；如果是用 --scale 学到的，请再写上 --scale",
    "default: 200": "默认 200",
    "default: 0.05 for adam, 0.5 for the others": "adam 默认 0.05，其余默认 0.5",
    "gradient_descent, momentum or adam (default)": "gradient_descent、momentum 或 adam（默认）",
    "subtract from each column its mean and divide it by its standard deviation, before the "
    "training; -o has weights for the numbers as they are":
        "训练前每一列减去平均值，再除以标准差；-o 写出的权重对应原来的数",
    "samples of a step; all without it": "每一步用多少个样本；不写则用全部",
    "of the weights and the batches": "初始权重和批次的随机种子",
    "of the samples, not to learn from: 0.2": "留出多大一部分样本不用来学习，例如 0.2",
    "scalar, numpy, torch or jax; numpy if it is installed":
        "scalar、numpy、torch 或 jax；装了 numpy 就默认用它",
    "write the weights, as MLP.load reads them": "写出权重，可用 MLP.load 读回",
    "write a page: which sample moved which weight; best with --optimizer gradient_descent":
        "写出网页：哪个样本改变了哪个权重；最好用 --optimizer gradient_descent",
    "write the curves: .png, .svg, .pdf (matplotlib)":
        "画出曲线：.png、.svg、.pdf（需要 matplotlib）",
    "write what was measured as JSON; - is standard output":
        "把测得的结果写成 JSON；- 表示标准输出",
    # course
    "A course: write your own engine, in eight lessons.": "一门课程：八课写出自己的引擎。",
    "lay the lessons out in a new folder": "在新文件夹里生成课程的文件",
    "check the lesson that is to be done": "检查正在学的这一课",
    "tell how far you have come": "显示学到了哪里",
    "show what engine.py may look like after a lesson": "显示学完某一课后 engine.py 可以是什么样",
    "a folder that is new or empty (default: engine-course)":
        "新的或空的文件夹（默认 engine-course）",
    "of all words": "所有文字的语言",
    "Exit status: 0 if the lesson is done, 1 if it is not, 2 if nothing can be checked.":
        "退出状态：这一课完成了为 0，没有完成为 1，无法检查为 2。",
    "the folder of the course (default: this one)": "课程所在的文件夹（默认：当前文件夹）",
    "how much is told of what is wrong: 1 a question that leads to it (default), 2 the "
    "misconception, 3 the line":
        "对错误提示到什么程度：1 一个启发性的问题（默认），2 误解所在，3 具体的行",
    "check this lesson once more": "再检查一次这一课",
    "the number of a lesson, 1 … 8": "第几课，1 … 8",
    # exercise
    "Print exercises on the chain rule, or write them for paper, Jupyter or Moodle. They are "
    "generated from graphs; the same arguments give the same sheet.":
        "打印链式法则的练习，或写成用于纸面、Jupyter 或 Moodle 的格式。"
        "练习由计算图生成；参数相同，得到的练习也相同。",
    "kinds: local, local derivatives; chain, one path; twice, a node used twice; backward, a whole "
    "backward pass; delta, δ of a network; weights, ∂J/∂Θ from δ and a; counts, forward or "
    "reverse; mistake, find the mistake; derivation, of ∂J/∂Θ, line by line; all of them by turns.":
        "种类：local 局部导数；chain 一条路径上的链式法则；twice 用了两次的节点；"
        "backward 完整的反向传播；delta 网络的 δ；weights 由 δ 和 a 求 ∂J/∂Θ；"
        "counts 前向还是反向；mistake 找错；derivation 逐行推导 ∂J/∂Θ；all 各种轮流。",
    "one of those below, or several by turns (default: chain)":
        "下面的一种，或几种轮流（默认 chain）",
    "1 … 3 (default: 1)": "1 … 3（默认 1）",
    "how many exercises (default: 10)": "多少道题（默认 10）",
    "another seed, other exercises (default: 0)": "随机种子，不同的种子给出不同的题（默认 0）",
    "write a sheet for each of N students: sheet-1.html, sheet-2.html, …":
        "给 N 个学生各写一份：sheet-1.html、sheet-2.html 等",
    "the sheet of student K only": "只要第 K 个学生的那一份",
    "with the key at the end; .gift and .moodle.xml always have it":
        "末尾附答案；.gift 和 .moodle.xml 总是带答案",
    ".html, .md, .tex, .ipynb, .gift, .moodle.xml or .txt":
        ".html、.md、.tex、.ipynb、.gift、.moodle.xml 或 .txt",
    # derivation
    "Mark a derivation of ∂J/∂Θ of a network, line by line, with random numbers.":
        "用随机数逐行批改一个网络的 ∂J/∂Θ 的推导。",
    "exit status: 0 for a whole derivation, 1 for a line that is wrong or missing, 2 for a line "
    "that cannot be read": "退出状态：推导完整为 0，有错行或缺行为 1，有一行读不懂为 2。",
    "one formula a line; - is standard input": "每行一个公式；- 表示标准输入",
    "of the layers, as 4,5,3": "各层的单元数，例如 4,5,3",
    "of a network without bias": "网络没有偏置",
    "g of the hidden layers": "隐藏层的激活函数 g",
    "J of a sample (default: cross_entropy)": "一个样本的 J（默认 cross_entropy）",
    "with the penalty λ/(2m) Σ θ²": "带正则项 λ/(2m) Σ θ²",
    "of the numbers": "数的随机种子",
    "print what is asked": "打印题目",
    "print a right derivation": "打印一份正确的推导",
    # bench
    "Serve the bench on this machine, to this machine alone, and open it.  It is built first if it "
    "has not been, which takes npm and a network.":
        "在本机上打开浏览器里的工作台，只有本机能访问。还没有构建时会先构建，那需要 npm 和网络。",
    "where it is, or is to be built": "工作台所在的或将要构建到的文件夹",
    "of the server (default: a free one)": "服务器的端口（默认：任一空闲端口）",
    "build it again": "重新构建",
    "open no browser": "不打开浏览器",
    # conform
    "Check the properties that every automatic differentiation engine should have.":
        "检验每个自动微分引擎都应具有的性质。",
    "Exit status: 0 if nothing failed, 1 if something did, 2 for no such engine or a report that "
    "could not be written.  --score is no defence against an engine that is out for points: it "
    "runs as the same user and could write into this program or its files.  Run the command in a "
    "container, as another user, where that matters.":
        "退出状态：全部通过为 0，有不通过的为 1，没有这个引擎或报告写不出为 2。"
        "--score 防不住存心骗分的引擎：它以同一用户运行，能改写本程序和它的文件。"
        "分数要紧时，请在容器里以另一用户运行。",
    "the Value class: FILE.py:CLASS, FILE.ipynb:CLASS, a file alone for its class Value, or "
    "package.module:CLASS; several for --class-report":
        "Value 类：FILE.py:CLASS、FILE.ipynb:CLASS，只写文件则取其中的 Value 类，"
        "或 package.module:CLASS；--class-report 可以写几个",
    "what the engine calls things; [names] sigmoid = logistic, grad = gradient()":
        "引擎里各样东西叫什么；[names] sigmoid = logistic、grad = gradient()",
    "check only these properties": "只检验这些性质",
    "how long it may compute for each property (default: 20)":
        "每项性质最多计算多少秒（默认 20）",
    "write the verdicts as JSON; - is standard output, here and below, which then holds nothing "
    "else": "把结论写成 JSON；- 表示标准输出（下同），那里就不再有别的内容",
    "write them as JUnit's XML": "写成 JUnit 的 XML",
    "write them as Gradescope's results.json": "写成 Gradescope 的 results.json",
    "points for --score; [weights] chain_rule = 5, or of a misconception, which takes them off: "
    "overwrites-gradient = 2":
        "--score 的分值；[weights] chain_rule = 5，或某个误解要扣的分：overwrites-gradient = 2",
    "folder for pictures of the examples that fail (default: conform)":
        "不通过的例子的图片放在哪个文件夹（默认 conform）",
    "how much is told of what explains the failures: 1 a question that leads to it, 2 the "
    "misconception, 3 the line, 4 a repair that has been tried (default)":
        "对不通过的原因提示到什么程度：1 一个启发性的问题，2 误解所在，3 具体的行，"
        "4 试过有效的改法（默认）",
    "look for no repair, as in exams": "不找改法，例如考试时",
    "of all that is said of the engine": "说明引擎情况的语言",
    "write a page with a line for each of the engines and a column for each misconception":
        "写一个网页，每个引擎一行，每种误解一列",
    # handout
    "Write a starter file, tests for pytest, and autograders for Gradescope, Otter and nbgrader, "
    "for a stage on the way to an engine.":
        "为写引擎的某一阶段生成起始文件、pytest 测试，"
        "以及 Gradescope、Otter 和 nbgrader 的自动评分程序。",
    "Stages: 1 a node, + and ×; 2 nodes used more than once; 3 −, ÷, powers and numbers; 4 exp, "
    "log, σ, tanh, relu; 5 several passes, large graphs.":
        "阶段：1 节点、+ 和 ×；2 多次使用的节点；3 −、÷、幂和数；"
        "4 exp、log、σ、tanh、relu；5 多次反向传播、大的计算图。",
    "where the files go": "文件放在哪里",
    "1 … 5 (default: 1)": "1 … 5（默认 1）",
}  # fmt: skip
