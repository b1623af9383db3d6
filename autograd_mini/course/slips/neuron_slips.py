"""What goes wrong in 1 − a and in a neuron: lesson 7."""

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
    "number-by-hand": by_hand(
        "Work that number out by hand, with the numbers of the small program above, and print each "
        "step of yours. Which is the first that differs?",
        "用上面那个小程序里的数，一步一步手算出这个数，再把你的每一步打印出来。"
        "第一个不同的是哪一步？",
    ),
}
