"""What goes wrong in a neuron, in its cost, in a network and in descent: lessons 7 and 8."""

from autograd_mini.course.checks.slip import slip as _slip

NETWORK_SLIPS = {
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
    "no-sigmoid": _slip(
        "a is a number between 0 and 1. What brings z there?",
        "a 是 0 与 1 之间的数。什么把 z 变到那里？",
        "a is z itself; it should be σ(z).",
        "a 就是 z；它应当是 σ(z)。",
    ),
    "sign-of-J": _slip(
        "J should be large when the guess is bad. Is log a positive or negative?",
        "猜得不好时 J 应当很大。log a 是正还是负？",
        "The sign of J is turned, so that descent would make it worse.",
        "J 的符号反了，梯度下降会让它越来越糟。",
    ),
    "half-of-J": _slip(
        "What does your J say of a = 0.99 if y is 0?",
        "如果 y 是 0，你的 J 对 a = 0.99 给出多少？",
        "One of the two terms of J is missing: −y·log a is for y = 1, −(1 − y)·log(1 − a) for 0.",
        "J 少了一项：−y·log a 管 y = 1，−(1 − y)·log(1 − a) 管 y = 0。",
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
        "J is computed from plain numbers, so nothing leads from it back to z.",
        "J 是用普通的数算出来的，所以没有边从它通向 z。",
    ),
    "inputs-again": _slip(
        "What are the inputs of the second layer of neurons?",
        "第二层神经元的输入是什么？",
        "The second layer gets x once more; its inputs are the outputs a of the first layer.",
        "第二层又得到了 x；它的输入应当是第一层的输出 a。",
    ),
    "layers": _slip(
        "What is len(z) of a network with two layers, and what are len(z[0]) and len(z[1])?",
        "两层的网络，len(z) 应当是几？len(z[0]) 和 len(z[1]) 呢？",
        "z and a have a list for each layer, in their order, with a node for each neuron; only the "
        "last layer, or all neurons in one list, is something else.",
        "z 和 a 按次序为每一层各有一个列表，列表里每个神经元一个节点；只有最后一层，"
        "或者把所有神经元放进一个列表，都不是这样。",
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
    "z-for-a": _slip(
        "What are the inputs of the second layer, the z of the first one, or its a?",
        "第二层的输入是第一层的 z，还是第一层的 a？",
        "The second layer gets the z of the first one; its inputs are the outputs a.",
        "第二层得到的是第一层的 z；它的输入应当是输出 a。",
    ),
    "divided-twice": _slip(
        "How often is Δ divided by m on its way into a weight?",
        "Δ 进入权重之前，被 m 除了几次？",
        "Δ is divided by m twice: once in the J that you run backward() from, and once after.",
        "Δ 被 m 除了两次：一次在 J 里（从平均值开始反向传播），一次在走步时。",
    ),
    "rate-forgotten": _slip(
        "With a rate of 0.5, is your step half as long as with a rate of 1?",
        "rate 是 0.5 时，你的一步是 rate 为 1 时的一半吗？",
        "The step is not multiplied by the rate η.",
        "这一步没有乘以学习率 η。",
    ),
    "sum-run-again": _slip(
        "From what do you run backward() for the second sample: its own J, or the sum so far?",
        "对第二个样本，你从哪里运行 backward()：它自己的 J，还是到此为止的和？",
        "backward() runs from the sum so far, so that the first samples are counted repeatedly.",
        "backward() 是从到此为止的和运行的，所以前面的样本每次又被算了一遍。",
    ),
    "some-stay": _slip(
        "layers has matrices, these have rows, and those have weights. Which of them do you visit?",
        "layers 里有矩阵，矩阵里有行，行里有权重。你走遍了哪些？",
        "Some weights move as they should, and others stay: the loops leave out a layer, a row, or "
        "the bias.",
        "有些权重走得对，另一些没有动：循环漏掉了一层、一行或者偏置。",
    ),
    "one-output": _slip(
        "J of a sample is a sum. How many outputs are there, and how many are in yours?",
        "一个样本的 J 是一个和。有几个输出？你的和里有几个？",
        "The cost of only one output is in J; it is the sum over all outputs.",
        "J 里只有一个输出的代价；应当对所有输出求和。",
    ),
    "return-in-loop": _slip(
        "What becomes of the other samples once Python comes to `return`?",
        "Python 一旦走到 return，其余的样本会怎样？",
        "`return` stands in the loop over the samples, so that it ends after the first of them.",
        "return 写在样本的循环里面，所以第一个样本之后就结束了。",
    ),
    "J-no-mean": _slip(
        "If every sample were there twice, should J be twice as large?",
        "如果每个样本都出现两次，J 该大一倍吗？",
        "J is the sum over the samples; it should be their mean, so divide it by their number m.",
        "J 是对样本的和；应当是平均值，要除以样本数 m。",
    ),
    "J-of-one-sample": _slip(
        "J is a mean over samples. How many of them are in yours?",
        "J 是对样本的平均。你的 J 里有几个样本？",
        "Only one of the samples is in J; the costs of all of them have to add up.",
        "J 里只有一个样本；所有样本的代价都要加起来。",
    ),
    "J-after-step": _slip(
        "Which weights is your J computed with: those before the step, or those after it?",
        "你的 J 是用走步之前的权重算的，还是用之后的？",
        "J is computed after the weights have moved; it should be that of the weights before.",
        "J 是权重移动之后算的；应当用移动之前的权重来算。",
    ),
    "J-is-a-node": _slip(
        "J is a node here. What is its number called?",
        "这里的 J 是一个节点。它的数叫什么？",
        "A Value is returned, and a number is wanted: that is its `.data`.",
        "返回的是 Value，而需要的是数：那是它的 .data。",
    ),
    "nothing-moves": _slip(
        "Which call puts gradients into the weights, and are they still there when you need them? "
        "And which line changes the data of a weight?",
        "是哪个调用把梯度放进权重的？用到它们的时候，它们还在吗？又是哪一行改动了权重的 data？",
        "The weights stay: backward() is not run, or the gradients are set to 0 after it, or the "
        "new number is given to a name of yours and not to weight.data.",
        "权重没有动：没有运行 backward()，或者之后又把梯度清零了，"
        "或者新的数给了你自己的变量而不是 weight.data。",
    ),
    "uphill": _slip(
        "∂J/∂θ points to where J grows. Which way do you walk?",
        "∂J/∂θ 指向 J 增大的方向。你往哪边走？",
        "The step goes uphill: it is θ − η·Δ/m.",
        "这一步在上坡：应当是 θ − η·Δ/m。",
    ),
    "no-mean": _slip(
        "If every sample were there twice, should the step be twice as long?",
        "如果每个样本都出现两次，这一步该长一倍吗？",
        "Δ is not divided by the number m of samples.",
        "Δ 没有除以样本数 m。",
    ),
    "gradients-kept": _slip(
        "What is the gradient of a weight when the second step begins?",
        "第二步开始时，权重的梯度是多少？",
        "The gradients of the last step are still there: set them to 0 before each step.",
        "上一步的梯度还在：每一步之前要把它们设为 0。",
    ),
    "one-by-one": _slip(
        "Which weights does the second sample see: those before the step, or new ones?",
        "第二个样本看到的权重是这一步之前的，还是新的？",
        "The weights move after each sample; here they move once, after all samples.",
        "每个样本之后权重都动了；这里要等全部样本之后才动一次。",
    ),
    "last-sample-only": _slip(
        "Δ is a sum over samples. How many of them are in yours?",
        "Δ 是对样本的和。你的 Δ 里有几个样本？",
        "Only the last sample is in the step: either backward() runs once only, after the loop, or "
        "the gradients are set to 0 for every sample.",
        "这一步里只有最后一个样本：要么 backward() 写在循环之后，只运行了一次；"
        "要么梯度对每个样本都清零了一次。",
    ),
}
