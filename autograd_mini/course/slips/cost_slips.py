"""What goes wrong with the J of a step of descent: lesson 8."""

from autograd_mini.course.slips.slip import slip as _slip

COST_SLIPS = {
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
    "J-other-mean": _slip(
        "By which number do you divide the sum of the costs, and how many samples are there?",
        "你用哪个数去除代价之和？样本又有几个？",
        "Your J is the sum of the costs divided by {count}. It should be divided by m, the number "
        "of samples, which is {m} there: m is len(X).",
        "你的 J 是代价之和除以 {count}。应当除以样本数 m，那里的 m 是 {m}：m 就是 len(X)。",
    ),
    "other-mean": _slip(
        "What is the number that you divide by, and how many samples are there?",
        "你除以的那个数是什么？样本又有几个？",
        "What you divide by is the number of {what}. J and the step are both divided by m, the "
        "number of samples: m is len(X).",
        "你除以的是{what}。J 和这一步都应当除以样本数 m：m 就是 len(X)。",
    ),
    "mean-times": _slip(
        "What is the number that you divide by, and how many samples are there?",
        "你除以的那个数是什么？样本又有几个？",
        "J and the step are both {times} times what they should be, for what they are divided by "
        "is not m, the number of samples: m is len(X).",
        "J 和这一步都是应有的 {times} 倍，因为除以的那个数不是样本数 m：m 就是 len(X)。",
    ),
    "J-of-sample-divided": _slip(
        "J of a sample is the sum of the costs of its outputs. What else do you do with that sum?",
        "一个样本的 J 是它各个输出的代价之和。这个和你还拿它做了什么？",
        "J of a sample is divided by the number of {what}; it is the sum of the costs of its "
        "outputs, and only samples are averaged over. The step is too short for it, too.",
        "一个样本的 J 被除以了{what}；它应当是各个输出的代价之和，只对样本求平均。"
        "这一步太短，也是这个缘故。",
    ),
    "J-of-sample-times": _slip(
        "Work J of one sample out by hand: the sum of the costs of its outputs. Is that the J from "
        "which you run backward()?",
        "手算一个样本的 J：它各个输出的代价之和。你运行 backward() 的 J 是这个数吗？",
        "J of a sample is {times} times what it should be, and so the gradients and the step are, "
        "too: it is the sum of the costs of its outputs.",
        "一个样本的 J 是应有的 {times} 倍，所以梯度和这一步也是；J 应当是各个输出的代价之和。",
    ),
    "J-of-one-sample": _slip(
        "J is a mean over samples. How many of them are in yours?",
        "J 是对样本的平均。你的 J 里有几个样本？",
        "Only one of the samples is in J; the costs of all of them have to add up.",
        "J 里只有一个样本；所有样本的代价都要加起来。",
    ),
    "sum-not-returned": _slip(
        "J is a mean over samples. How many of them are in what you return? Which name has the "
        "sum?",
        "J 是各个样本的平均。你返回的里面有几个样本？哪个名字存着它们的和？",
        "The costs of all samples are added up, but this sum is not what is returned: it is the J "
        "of the last sample.",
        "所有样本的代价都加起来了，可是返回的不是这个和，而是最后一个样本的 J。",
    ),
    "J-stays-0": _slip(
        "What is the name that you return, what is it at first, and which line adds to it?",
        "你返回的是哪个名字？它一开始是多少？哪一行往上加？",
        "The J that is returned is 0: the costs of the samples are not added to it.",
        "返回的 J 是 0：各个样本的代价没有加上去。",
    ),
    "J-after-step": _slip(
        "Which weights is your J computed with: those before the step, or those after it?",
        "你的 J 是用这一步之前的权重算的，还是用之后的？",
        "J is computed after the weights have moved; it should be that of the weights before.",
        "J 是权重移动之后算的；应当用移动之前的权重来算。",
    ),
    "J-is-a-node": _slip(
        "J is a node here. What is its number called?",
        "这里的 J 是一个节点。它的数叫什么？",
        "A Value is returned, and a number is wanted: that is its `.data`.",
        "返回的是 Value，而需要的是数：那是它的 .data。",
    ),
    "two-layers": _slip(
        "How many matrices are in layers in the program above, and how many does your code "
        "count on?",
        "上面的程序里，layers 有几个矩阵？你的代码以为有几个？",
        "With two matrices in layers this is right, and with another number of them it is not: go "
        "through all that there are, and take the outputs from the last layer, a[-1].",
        "layers 里有两个矩阵时是对的，别的个数就不对：有几个就请走遍几个，输出取最后一层的 a[-1]。",
    ),
    "first-layer-cost": _slip(
        "Which of the lists in a is compared with the targets: that of layer 2, or of the last "
        "layer?",
        "与目标比较的是 a 里的哪个列表：第 2 层的，还是最后一层的？",
        "The cost is taken of layer 2, a[0]; the outputs are those of the last layer, a[-1].",
        "代价是用第 2 层的 a[0] 算的；输出应当是最后一层的 a[-1]。",
    ),
    "grad-for-J": _slip(
        "What is J.grad after J.backward(), whatever J is? And where is the number of J?",
        "J.backward() 之后，不论 J 是多少，J.grad 是几？J 的数又在哪里？",
        "The J that is returned is made of ones: J.grad is ∂J/∂J = 1 after each backward(). The "
        "number of J is J.data.",
        "返回的 J 是由 1 加起来的：每次 backward() 之后，J.grad 是 ∂J/∂J = 1。J 的数是 J.data。",
    ),
    "J-divided-twice": _slip(
        "How often is the sum of the costs divided by m on its way to your `return`?",
        "代价之和到你的 return 之前，被 m 除了几次？",
        "J is divided by m twice.",
        "J 被 m 除了两次。",
    ),
}
