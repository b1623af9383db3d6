"""What goes wrong in J of one output: lesson 7."""

from autograd_mini.course.slips.slip import slip as _slip

OUTPUT_SLIPS = {
    "sign-of-J": _slip(
        "J should be large when the guess is bad. Is log a positive or negative?",
        "猜得不好时 J 应当很大。log a 是正还是负？",
        "The sign of J is turned: the worse the guess, the farther J is below 0.",
        "J 的符号反了：猜得越糟，J 就越是低于 0。",
    ),
    "half-of-J": _slip(
        "What does your J say of a = 0.99 if y is 0?",
        "如果 y 是 0，你的 J 对 a = 0.99 给出多少？",
        "One of the two terms of J is missing: −y·log a is for y = 1, −(1 − y)·log(1 − a) for 0.",
        "J 少了一项：−y·log a 用于 y = 1，−(1 − y)·log(1 − a) 用于 y = 0。",
    ),
    "one-target": _slip(
        "Put y = {y} into J = −y·log a − (1 − y)·log(1 − a). What is left of it, and what does "
        "your code compute for this y?",
        "把 y = {y} 代入 J = −y·log a − (1 − y)·log(1 − a)，还剩下什么？"
        "对这个 y，你的代码算的是什么？",
        "For y = {other} your J is right. For y = {y} it should be {meant}: that is {should} for "
        "a = {a}, and yours is {found}.",
        "y = {other} 时你的 J 是对的。y = {y} 时 J 应为 {meant}：a = {a} 时等于 {should}，"
        "而你算出的是 {found}。",
    ),
    "backward-in-cost": _slip(
        "How often is backward() run in the program above, all in all? Print something there.",
        "在上面的程序里，backward() 一共运行了几次？在那里打印点什么看看。",
        "cost runs backward() itself, so that it runs once more than the program says, and what "
        "it sends to the weights is added once more. cost only computes J and returns it.",
        "cost 自己运行了 backward()，所以比程序里写的多运行一次，传给权重的也就多加了一次。"
        "cost 只要算出 J 并返回它。",
    ),
    "squared-error": _slip(
        "Which cost makes the factor a(1 − a) of σ cancel?",
        "哪一种代价能把 σ 的因子 a(1 − a) 消掉？",
        "That is a squared error; its δ is not a − y.",
        "这是平方误差；它的 δ 不是 a − y。",
    ),
    "cut-off": _slip(
        "Can z be reached from J, edge by edge? What does math.log return, a node or a number?",
        "从 J 出发，沿着边还能走到 z 吗？math.log 返回的是节点还是数？",
        "J is a plain number, or is computed from plain numbers, so nothing leads from it back "
        "to z.",
        "J 是普通的数，或者是用普通的数算出来的，所以没有边从它通向 z。",
    ),
    "number-of-J": _slip(
        "Print the type of what cost returns. From which thing in your code do edges lead back to "
        "a: from a node, or from its number?",
        "请打印 cost 返回的东西的类型。在你的代码里，从哪样东西出发能沿着边走回 a：从节点，"
        "还是从它的数？",
        "{node} is a node; what is returned is only its number, .data, from which no edge leads "
        "back. Return the node itself.",
        "{node}是节点；返回的却只是它的数 .data，从数出发没有边可走。请返回节点本身。",
    ),
    "sign-of-a-term": _slip(
        "log of a number below 1 is negative. Are both terms of your J positive?",
        "小于 1 的数的 log 是负的。你的 J 的两项都是正的吗？",
        "One of the two terms of J has the wrong sign: −y·log a − (1 − y)·log(1 − a).",
        "J 的两项中有一项符号反了：应为 −y·log a − (1 − y)·log(1 − a)。",
    ),
    "log-without-brackets": _slip(
        "Is log(1 − a) the same as 1 − log a? Which of them does your line say?",
        "log(1 − a) 与 1 − log a 相同吗？你写的是哪一个？",
        "In 1 - a.log() Python takes the log of a first; the difference needs brackets: (1 - a).",
        "在 1 - a.log() 里，Python 先算 a 的 log；差要用括号括起来：(1 - a)。",
    ),
    "factor-without-brackets": _slip(
        "What does Python multiply in p * 1 - q, only the 1, or all of 1 - q?",
        "在 p * 1 - q 里，Python 乘的只是 1，还是整个 1 - q？",
        "Brackets are missing, so that a factor goes with a part of a difference only.",
        "少了括号，因子只乘到了差的一部分。",
    ),
    "targets-turned": _slip(
        "If y is 1 and a is nearly 1, J should be nearly 0. Which of your terms is left then?",
        "y 是 1 而 a 接近 1 时，J 应当接近 0。这时你的式子还剩哪一项？",
        "The two targets are turned round: log a belongs to y, and log(1 − a) to 1 − y.",
        "两种目标弄反了：log a 配 y，log(1 − a) 配 1 − y。",
    ),
    "factor-forgotten": _slip(
        "If y is 1, which of the two terms of J should be gone, and what makes it 0? And if y is "
        "0?",
        "y 是 1 时，J 的哪一项应当没有？是什么让它成为 0？y 是 0 时呢？",
        "A factor is missing in J: log a belongs to it times y, and log(1 − a) times 1 − y.",
        "J 里少了因子：log a 要乘以 y，log(1 − a) 要乘以 1 − y。",
    ),
    "difference-for-J": _slip(
        "y is 1, and a goes to 0. Where does J go by its formula, and where does yours go?",
        "y 是 1，a 趋于 0。按公式 J 趋于什么？你的呢？",
        "That is how far a is from y; J has logarithms: −y·log a − (1 − y)·log(1 − a).",
        "这是 a 与 y 的差；J 里有对数：−y·log a − (1 − y)·log(1 − a)。",
    ),
    "log-of-target": _slip(
        "Of which two things does the formula of J take the log? And of which does that line?",
        "J 的公式对哪两样东西取 log？那一行又是对什么取的？",
        "That line takes the log of the target, or of 1 − target, and one of the two is 0. J has "
        "log a and log(1 − a), and the targets are what these are multiplied by.",
        "那一行是对目标 y 或 1 − y 取 log，而这两个数中有一个是 0。"
        "J 里是 log a 和 log(1 − a)，目标只是乘在它们前面的因子。",
    ),
    "log-of-written-number": _slip(
        "Of which two things does the formula of J take the log? Which of them is in that line, "
        "and what else has a log there?",
        "J 的公式对哪两样东西取 log？那一行里有哪几样？还对别的什么取了 log？",
        "That line takes the log of {number}, a number that is written there. J has log a and "
        "log(1 − a).",
        "那一行是对写在那里的数 {number} 取 log。J 里是 log a 和 log(1 − a)。",
    ),
    "log-of-a-minus-1": _slip(
        "a lies between 0 and 1. Of which number does that line take the log? Is it positive?",
        "a 在 0 与 1 之间。那一行是对什么数取 log？它是正还是负？",
        "That line takes the log of a − 1, which is below 0, where there is none; J has "
        "log(1 − a).",
        "那一行是对 a − 1 取 log，而它小于 0，没有对数；J 里是 log(1 − a)。",
    ),
    "no-output": _slip(
        "Between which numbers do the outputs of a neuron lie? Which number does that line give to "
        "cost first?",
        "神经元的输出在哪两个数之间？那一行交给 cost 的第一样东西是多少？",
        "cost is given {a} in place of an output; outputs are σ(z), between 0 and 1. It takes one "
        "output and its target at a time, and J is the sum of what it returns.",
        "交给 cost 的“输出”是 {a}；而输出是 σ(z)，在 0 与 1 之间。"
        "cost 一次接受一个输出和它的目标，J 是它返回的各个数之和。",
    ),
    "cost-of-other-output": _slip(
        "In the program above the guess is as bad as can be. Of which number is your J the log "
        "there: only of what the formula says?",
        "上面的程序里，猜得糟到了极点。你的 J 是对哪个数取的 log：只是公式里的那个数吗？",
        "There {log} is log({should}), and your J is that of {found}. A small number that is "
        "added, or a bound, changes J and δ most where the guess is worst: take {log} itself.",
        "那里 {log} 是 log({should})，而你的 J 相当于 log({found})。"
        "加上一个很小的数，或者限定一个界限，恰恰在猜得最糟时把 J 和 δ 改变得最多："
        "请直接取 {log}。",
    ),
    "cost-changes-output": _slip(
        "cost looks at the output a. What is a.data before it, and what is it afterwards?",
        "cost 只是看看输出 a。在它之前 a.data 是多少？之后呢？",
        "a.data is set in cost. The output belongs to the network, and J and δ = a − y are those "
        "of another a then: leave its number alone.",
        "cost 里设定了 a.data。输出是网络的，改动之后 J 和 δ = a − y 就是另一个 a 的了："
        "不要改动它的数。",
    ),
}
