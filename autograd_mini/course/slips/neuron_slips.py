"""What goes wrong in 1 − a, in a neuron and in its cost: lesson 7."""

from autograd_mini.course.slips.slip import by_hand
from autograd_mini.course.slips.slip import slip as _slip

NEURON_SLIPS = {
    "no-bias": _slip(
        "What is z if all inputs are 0?",
        "所有输入都是 0 时，z 是多少？",
        "The bias theta[0] is not in z.",
        "z 里没有偏置 theta[0]。",
    ),
    "bias-elsewhere": _slip(
        "Which weight belongs to the input x[0]?",
        "哪个权重对应输入 x[0]？",
        "The bias is theta[0]; the weight of the input x[0] is theta[1].",
        "偏置是 theta[0]；输入 x[0] 的权重是 theta[1]。",
    ),
    "other-bias": _slip(
        "One weight goes with no input. Which one is it, and which one does your z take for it?",
        "有一个权重不与输入相乘。是哪一个？你的 z 拿的又是哪一个？",
        "Your z has {extra} in place of {missing}, the bias.",
        "你的 z 里，偏置 {missing} 成了 {extra}。",
    ),
    "1-for-number": _slip(
        "What is 2.5 - a in your engine, and where in __rsub__ is the 2.5?",
        "在你的引擎里 2.5 - a 是多少？这个 2.5 在 __rsub__ 的哪里？",
        "2.5 - a is 1 − a there: what stands at the left of the minus is given to __rsub__, and "
        "need not be 1.",
        "那里 2.5 - a 成了 1 − a：减号左边的数会交给 __rsub__，它不一定是 1。",
    ),
    "counts-inputs": _slip(
        "How many inputs are there in the program above, and how many does your code count on?",
        "上面的程序里有几个输入？你的代码认定有几个？",
        "With 3 inputs z and a are right, and here, where x has {count}, they are not: go through "
        "all that x has.",
        "有 3 个输入时 z 和 a 是对的；这里 x 有 {count} 个，就不对了：x 有几个，就请走遍几个。",
    ),
    "no-sigmoid": _slip(
        "a is a number between 0 and 1. What brings z there?",
        "a 是 0 与 1 之间的数。什么把 z 变成这样的数？",
        "a is z itself; it should be σ(z).",
        "a 就是 z；它应当是 σ(z)。",
    ),
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
    "plain-difference": _slip(
        "number - self.data is a number. What makes a node of 1 − a, with an edge to a?",
        "number - self.data 是一个数。怎样得到 1 − a 的节点，并有一条边通向 a？",
        "__rsub__ returns a plain number; compute with self itself, which has + and a minus sign.",
        "__rsub__ 返回的是普通的数；请用 self 本身来算，它有 + 和负号。",
    ),
    "cut-off-difference": _slip(
        "Does an edge lead from the node of 1 − a to a?",
        "1 − a 的节点有一条边通向 a 吗？",
        "The node of 1 − a is made of a plain number; compute with self itself, and not self.data.",
        "1 − a 的节点是用普通的数造的；请用 self 本身来算，而不是 self.data。",
    ),
    "z-and-a-turned": _slip(
        "neuron returns two things. Which of them does z, a = neuron(theta, x) take first?",
        "neuron 返回两样东西。z, a = neuron(theta, x) 先取的是哪一样？",
        "z and a are returned the other way round: z comes first.",
        "返回的 z 与 a 次序反了：z 在前。",
    ),
    "one-of-two": _slip(
        "Who calls the function writes z, a = … How many things does it return?",
        "调用这个函数的人写的是 z, a = ……。它返回几样东西？",
        "Only one thing is returned; both have to be there, in this order: return z, a.",
        "只返回了一样东西；两样都要，并且按次序：return z, a。",
    ),
    "weights-as-numbers": _slip(
        "From z you want to go back to the weights. Are they in it as nodes, or as their numbers?",
        "要从 z 走回权重。z 里用的是权重的节点，还是它们的数？",
        "z or a is computed from plain numbers, as .data is; compute with the nodes themselves.",
        "z 或 a 是用普通的数（例如 .data）算的；请用节点本身来算。",
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
    "terms-missing": _slip(
        "z is a sum with one term for each weight. Write the terms down for the theta and x above; "
        "which of them are in your z?",
        "z 是一个和，每个权重一项。按上面的 theta 和 x 把各项写出来；你的 z 里有哪几项？",
        "Your z lacks {missing}.",
        "你的 z 里少了 {missing}。",
    ),
    "first-term-only": _slip(
        "z is a sum with one term for each weight. How many passes does your loop make before it "
        "comes to `return`?",
        "z 是一个和，每个权重一项。你的循环走了几遍才到 return？",
        "Your z lacks {missing}: only the first input is in it. A `return` in the loop ends it "
        "after one pass.",
        "你的 z 里少了 {missing}：只有第一个输入在里面。"
        "写在循环里面的 return 在第一圈就结束了循环。",
    ),
    "last-term-only": _slip(
        "z is a sum with one term for each weight. What is z after the first pass of your loop, "
        "and what of it is left after the second?",
        "z 是一个和，每个权重一项。你的循环走完第一圈，z 是什么？走完第二圈，它还剩下什么？",
        "Your z lacks {missing}: each pass of the loop sets z anew with =, where it should add to "
        "it.",
        "你的 z 里少了 {missing}：循环的每一圈都用 = 重新设定 z，而应当加到 z 上。",
    ),
    "terms-repeated": _slip(
        "z is a sum with one term for each weight. How often does your program add each of them?",
        "z 是一个和，每个权重一项。你的程序把每一项各加了几次？",
        "Your z has {extra}; each term belongs there once.",
        "你的 z 里有 {extra}；每一项只应当有一次。",
    ),
    "terms-too-many": _slip(
        "z is a sum with one term for each weight. Write down what yours adds up; how many terms "
        "are there?",
        "z 是一个和，每个权重一项。把你加起来的东西写出来；一共有几项？",
        "Your z has more than its terms: {extra}.",
        "你的 z 里有不属于它的项：{extra}。",
    ),
    "terms-subtracted": _slip(
        "z is a sum with one term for each weight. Which sign does each of them have in yours?",
        "z 是一个和，每个权重一项。在你的 z 里，每一项是什么符号？",
        "Your z has {extra}; every term of z is added.",
        "你的 z 里有 {extra}；z 的每一项都是加上去的。",
    ),
    "no-inputs": _slip(
        "What becomes of your z if the input x[0] is twice as large?",
        "输入 x[0] 变成两倍时，你的 z 会怎样？",
        "Your z has {extra} in place of {missing}: each weight goes with its input, by ×.",
        "你的 z 里 {missing} 成了 {extra}：权重应当乘以它的输入。",
    ),
    "other-terms": _slip(
        "z is a sum with one term for each weight. Write the terms down for the theta and x above, "
        "and those that your program adds up. Which are not the same?",
        "z 是一个和，每个权重一项。按上面的 theta 和 x 把各项写出来，再写出你的程序加起来的各项。"
        "哪几项不同？",
        "Your z has {extra} in place of {missing}.",
        "你的 z 里 {missing} 成了 {extra}。",
    ),
    "product-for-sum": _slip(
        "What is your z if one of the inputs is 0? Should the other terms be gone then?",
        "有一个输入是 0 时，你的 z 是多少？其余的项也该没有吗？",
        "The terms of z are multiplied with each other; z is their sum.",
        "z 的各项相乘了；z 应当是它们的和。",
    ),
    "sigmoid-twice": _slip(
        "a = σ(z). Between z and a, how often does your program take σ?",
        "a = σ(z)。从 z 到 a，你的程序取了几次 σ？",
        "a is σ(σ(z)): σ is taken twice.",
        "a 成了 σ(σ(z))：σ 取了两次。",
    ),
    "minus-of-z": _slip(
        "What should a be near if z is large, and what is yours near then?",
        "z 很大时，a 应当接近几？你的接近几？",
        "a is σ(−z): the minus sign of e^(−z) is missing. The method z.sigmoid() is there already.",
        "a 成了 σ(−z)：e^(−z) 里少了负号。方法 z.sigmoid() 已经有了。",
    ),
    "sigmoid-of-bias": _slip(
        "What is z when your program takes σ, and what is it in the end?",
        "你的程序取 σ 的时候，z 是多少？到最后 z 又是多少？",
        "a is σ(theta[0]): σ is taken of the bias alone. Compute a from z, and only once z has all "
        "its terms.",
        "a 成了 σ(theta[0])：σ 只对偏置取了。请等 z 加完各项之后，再用 z 来算 a。",
    ),
    "sigmoid-of-terms": _slip(
        "How often is σ taken in a neuron, and of what? How often does your loop take it?",
        "一个神经元里取几次 σ？对什么取？你的循环取了几次？",
        "σ is taken within the sum. z is the sum alone, and σ is taken of it once, after all its "
        "terms: a = σ(z).",
        "σ 取到求和里面去了。z 只是那个和；把各项都加完之后，才对它取一次 σ：a = σ(z)。",
    ),
    "a-for-z": _slip(
        "neuron returns two things. Which of them is a number between 0 and 1, and which do you "
        "return first?",
        "neuron 返回两样东西。哪一样是 0 与 1 之间的数？你先返回的是哪一样？",
        "a is right, and it is returned for z, too; z is the sum before σ is taken of it.",
        "a 是对的，可是在 z 的位置上返回的也是 a；z 是取 σ 之前的那个和。",
    ),
    "sigmoid-in-z": _slip(
        "Is z the sum, or σ of the sum? Which of the two is what you return as z?",
        "z 是那个和，还是对它取 σ 的结果？你作为 z 返回的是哪一种？",
        "What you return as z is σ(z) already; z is the sum itself, and σ(z) is a.",
        "你作为 z 返回的已经是 σ(z)；z 是那个和本身，σ(z) 才是 a。",
    ),
    "only-a": _slip(
        "z is right there, and a is not. What does the line that computes a take, and when does it "
        "run?",
        "这里 z 是对的，a 不对。算 a 的那一行用的是什么？它是什么时候运行的？",
        "z is as it should be, and a is not σ of it. Print z just before a is computed: that is "
        "what σ has to be taken of, and it has to be complete by then.",
        "z 是对的，而 a 不是 σ(z)。请在算 a 之前打印 z：σ 要对它来取，而且那时它要已经加完各项。",
    ),
    "z-by-hand": by_hand(
        "Your a is σ of your z, so that it is z that is wrong. Work z out by hand for the small "
        "program above, term by term, and print yours after each pass. Which term differs first?",
        "你的 a 等于对你的 z 取 σ，所以错的是 z。按上面的小程序一项一项手算 z，"
        "再把你的 z 在循环的每一圈之后打印出来。从哪一项起不同？",
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
    "number-by-hand": by_hand(
        "Work that number out by hand, with the numbers of the small program above, and print each "
        "step of yours. Which is the first that differs?",
        "用上面那个小程序里的数，一步一步手算出这个数，再把你的每一步打印出来。"
        "第一个不同的是哪一步？",
    ),
}
