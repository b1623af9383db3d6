"""What goes wrong in a step of descent, with its gradients and with its weights: lesson 8."""

from autograd_mini.course.slips.slip import by_hand
from autograd_mini.course.slips.slip import slip as _slip

STEP_SLIPS = {
    "divided-twice": _slip(
        "How often is Δ divided by m on its way into a weight?",
        "Δ 进入权重之前，被 m 除了几次？",
        "Δ is divided by m twice: in the J that you run backward() from, for instance, and once "
        "more in the step.",
        "Δ 被 m 除了两次：例如一次在 J 里（从平均值开始反向传播），又一次在走这一步时。",
    ),
    "rate-forgotten": _slip(
        "With a rate of 0.5, is your step half as long as with a rate of 1?",
        "rate 是 0.5 时，你的一步是 rate 为 1 时的一半吗？",
        "The step is not multiplied by the rate η.",
        "这一步没有乘以学习率 η。",
    ),
    "sum-run-again": _slip(
        "From what do you run backward() for the second sample: its own J, or the sum so far?",
        "对第二个样本，你从哪里运行 backward()：它自己的 J，还是到目前为止的和？",
        "backward() runs from the sum so far, so that the first samples are counted repeatedly.",
        "backward() 是从到目前为止的和运行的，所以前面的样本每次又被算了一遍。",
    ),
    "outputs-run-again": _slip(
        "How often is backward() run for one sample, and which of its outputs are in J each time?",
        "对一个样本，backward() 运行了几次？每次的 J 里有哪几个输出？",
        "backward() is run in the loop over the outputs, from the sum so far, so that the first "
        "outputs are counted repeatedly. Run it once for each sample, when all outputs are in J.",
        "backward() 写在对输出的循环里，从到目前为止的和运行，所以前面的输出每次又被算了一遍。"
        "每个样本只运行一次，等所有输出都加进 J 之后。",
    ),
    "sum-doubled": _slip(
        "In the line that adds a cost to the sum, how often does the sum so far come in?",
        "在把代价加到和里的那一行，到目前为止的和进去了几次？",
        "The sum so far is added to itself, so that what came first is counted repeatedly. += adds "
        "to the sum by itself: at its right stands only what is new.",
        "到目前为止的和又加到了它自己身上，所以前面的被重复算进去了。"
        "+= 本来就是加到已有的和上：它的右边只写新的那一项。",
    ),
    "weights-set-to-0": _slip(
        "Before the first sample something is set to 0. Is it the weights, or their gradients?",
        "第一个样本之前，有什么被设成了 0。是权重，还是它们的梯度？",
        "The weights themselves are set to 0, and with them goes what the network has learnt; it "
        "is their gradients that begin at 0 in each step.",
        "权重本身被设成了 0，网络学到的东西也就没有了；每一步从 0 开始的应当是它们的梯度。",
    ),
    "gradients-by-hand": by_hand(
        "The step is θ − η·Δ/m for the gradient that is there; so that is what is wrong. Print the "
        "gradient of that weight after each backward(). After which one is it not what Δ is by "
        "hand?",
        "对现有的梯度来说，这一步确实是 θ − η·Δ/m；所以错的是梯度。"
        "每次 backward() 之后，把这个权重的梯度打印出来。从哪一次起它与手算的 Δ 不同？",
    ),
    "gradients-after": _slip(
        "The step is θ − η·Δ/m for the gradients that are there; so these are what is wrong. Print "
        "that of one weight after each backward(). After which one is it not what Δ is by hand?",
        "对现有的梯度来说，这一步确实是 θ − η·Δ/m；所以错的是梯度。"
        "每次 backward() 之后，打印一个权重的梯度。从哪一次起它与手算的 Δ 不同？",
        "The step is right for the gradients that are there; these are wrong. After backward() "
        "number {run} of the step, {name} is {found}, and should be {should}: the sum of ∂J/∂θ "
        "over the samples so far. Look at what sample {run} adds: its x, its y, its J.",
        "对现有的梯度来说，这一步是对的；错的是梯度。"
        "这一步里第 {run} 次 backward() 之后，{name} 是 {found}，应为 {should}，"
        "即到这个样本为止 ∂J/∂θ 的和。请看第 {run} 个样本加上了什么：它的 x、y 和 J。",
    ),
    "gradients-changed": _slip(
        "Which lines set a grad in your step, after the last backward() and before the weights "
        "move?",
        "在你的这一步里，最后一次 backward() 之后、权重移动之前，哪些行设定了 grad？",
        "After the last backward() the gradients are right, and when the weights move they are "
        "others: something changes them in between. What is divided or multiplied belongs into "
        "the line that moves the weights.",
        "最后一次 backward() 之后梯度都对，而到权重移动时已经变了：中间有什么改动了它们。"
        "要除的、要乘的，都写在移动权重的那一行里。",
    ),
    "runs-by-number": _slip(
        "How many samples has a step, and how often does your step run backward()?",
        "一步里有几个样本？你的这一步运行了几次 backward()？",
        "The step is right for the gradients that are there; these are wrong. How often backward() "
        "runs in your step: {runs}. How many samples there are: {samples}. It runs once for each "
        "of them, from its J.",
        "对现有的梯度来说，这一步是对的；错的是梯度。你的这一步运行了 {runs} 次 backward()，"
        "而样本有 {samples} 个。要从每个样本的 J 各运行一次 backward()，不多也不少。",
    ),
    "some-stay": _slip(
        "layers has matrices, these have rows, and those have weights. Which of them do you visit?",
        "layers 里有矩阵，矩阵里有行，行里有权重。你的循环走遍了哪些？",
        "Some weights move as they should, and others stay: the loops leave out a layer, a row, or "
        "the bias.",
        "有些权重移动得对，另一些没有动：循环漏掉了一层、一行或者偏置。",
    ),
    "step-other-mean": _slip(
        "By which number do you divide Δ, and how many samples are there?",
        "你用哪个数去除 Δ？样本又有几个？",
        "You divide Δ by the number of {what}. It should be divided by m, the number of samples: m "
        "is len(X).",
        "你把 Δ 除以了{what}。应当除以样本数 m：m 就是 len(X)。",
    ),
    "no-backward": _slip(
        "Which call puts gradients into the weights? Where does your step run it?",
        "是哪个调用把梯度放进权重的？你的 descend 在哪里运行它？",
        "The weights stay, for backward() is not run, so that their gradients are 0.",
        "权重没有动，因为没有运行 backward()，它们的梯度是 0。",
    ),
    "backward-uncalled": _slip(
        "What stands behind the name of a method when it is called? And behind yours?",
        "调用一个方法时，它的名字后面要写什么？你的后面写了吗？",
        "The weights stay, for backward() is not run: J.backward without its brackets () only "
        "names the method.",
        "权重没有动，因为 backward() 没有运行：不写括号 ()，J.backward 只是方法的名字。",
    ),
    "gradients-gone": _slip(
        "Are the gradients of the weights still there when you need them for the step?",
        "走这一步要用权重的梯度时，它们还在吗？",
        "The weights stay: their gradients are set to 0 after backward(), and before the step.",
        "权重没有动：在 backward() 之后、走这一步之前，它们的梯度被清零了。",
    ),
    "data-stays": _slip(
        "The gradients are there. Which line changes the `data` of a weight that is in layers?",
        "梯度已经有了。是哪一行改动了 layers 里权重的 data？",
        "The weights stay: the new number is given to a name or a list of yours, and not to "
        "weight.data.",
        "权重没有动：新的数给了你自己的变量或列表，而不是 weight.data。",
    ),
    "data-and-grad-turned": _slip(
        "In θ := θ − η·Δ/m, which of the three is the data of a weight, and which is its grad? "
        "Which one moves?",
        "在 θ := θ − η·Δ/m 里，哪个是权重的 data，哪个是它的 grad？移动的是哪一个？",
        "The names grad and data are turned round: the step moves the grad of a weight by its "
        "data. It is the data that moves, by the grad.",
        "grad 和 data 写反了：这一步用权重的 data 去移动它的 grad。应当用 grad 去移动 data。",
    ),
    "whole-numbers": _slip(
        "What is 7 / 2 in Python, and what is 7 // 2?",
        "在 Python 里 7 / 2 是多少？7 // 2 呢？",
        "`//` rounds down to a whole number, and all that comes after the decimal point is lost. "
        "Division is /.",
        "`//` 会向下取整，小数点后面的全都丢掉了。除法用 /。",
    ),
    "weights-replaced": _slip(
        "Before the step somebody keeps a weight: w = layers[0][0][0]. What is w.data after it?",
        "走这一步之前，有人留下一个权重：w = layers[0][0][0]。走完之后，w.data 是多少？",
        "Other nodes stand in layers after the step. The weights should stay, and only the number "
        "in each, weight.data, should move.",
        "走完这一步，layers 里成了别的节点。权重应当还是原来的节点，只移动里面的数 weight.data。",
    ),
    "data-is-a-node": _slip(
        "Which things does the line that moves a weight compute with? Is each of them a number? "
        "Print their types.",
        "移动权重的那一行用哪些东西来算？它们都是数吗？请打印它们的类型。",
        "A whole node is put into {what}, where a number belongs. A weight is a node; it has a "
        "number, weight.data, and a gradient, weight.grad: compute with these.",
        "放进 {what} 的是整个节点，而那里应当是数。权重是节点；它有一个数 weight.data，"
        "还有一个梯度 weight.grad：请用这两个来算。",
    ),
    "grad-is-a-node": _slip(
        "What is the type of a weight's gradient before the first sample, and what is it after "
        "the step?",
        "第一个样本之前，权重的梯度是什么类型？走完这一步之后呢？",
        "A node is put into {what}, where a number belongs: gradients are numbers, and each of "
        "them begins as 0.0.",
        "放进 {what} 的是节点，而那里应当是数：梯度是数，每个都从 0.0 开始。",
    ),
    "gradient-moves": _slip(
        "Which attribute of a weight does your step change: its number, or its gradient?",
        "你的这一步改变的是权重的哪个属性：它的数，还是它的梯度？",
        "The step changes the gradients, weight.grad, and the weights stay. What moves is the "
        "number of a weight, weight.data; the gradient says how far.",
        "这一步改的是梯度 weight.grad，权重没有动。要移动的是权重的数 weight.data；"
        "梯度只是说明移动多远。",
    ),
    "step-for-weight": _slip(
        "What is a weight after your line if its gradient is 0?",
        "如果一个权重的梯度是 0，执行你的那一行之后，它是多少？",
        "The weight is set to the step alone, which should be subtracted from what it was: with "
        "-= in place of =.",
        "权重被设成了这一步本身；应当从原来的数里减去它：用 -=，而不是 =。",
    ),
    "equals-minus": _slip(
        "What is a weight after your line if its gradient is 0?",
        "如果一个权重的梯度是 0，执行你的那一行之后，它是多少？",
        "The weight is set to the step alone: =- is the sign = and a minus. What subtracts from a "
        "number is -=.",
        "权重被设成了这一步本身：=- 是等号再加一个负号。从原来的数里减去要写 -=。",
    ),
    "data-for-gradient": _slip(
        "Which attribute of a weight says how J moves with it, and which one does your step use?",
        "权重的哪个属性说明 J 怎样随它变化？你这一步用的是哪一个？",
        "What is subtracted from a weight is its own data times η; it should be its gradient times "
        "η, weight.grad.",
        "从权重里减去的是它自己的数 data 乘以 η；应当减去的是它的梯度乘以 η，即 weight.grad。",
    ),
    "gradient-divides": _slip(
        "If J hardly changes with a weight, is your step for that weight long or short? Which "
        "should it be?",
        "如果 J 几乎不随某个权重变化，你给这个权重走的一步是长还是短？应当怎样？",
        "The step is divided by the gradient; it is multiplied by it: θ − η·Δ/m.",
        "这一步除以了梯度；应当乘以梯度：θ − η·Δ/m。",
    ),
    "gradients-begin": _slip(
        "What is the gradient of each weight before the first backward() of a step?",
        "一步里第一次 backward() 之前，每个权重的梯度是多少？",
        "The gradient of every weight is off by {start}, the same for all of them, so that it does "
        "not begin at 0, or something is added to it afterwards.",
        "每个权重的梯度都差了同一个数 {start}：它不是从 0 开始的，或者后来又加上了这个数。",
    ),
    "step-length": _slip(
        "Your step goes the right way, but not as far as it should. Which numbers multiply Δ, and "
        "which divide it?",
        "你这一步方向对，长度不对。Δ 乘了哪些数，又除了哪些数？",
        "The step is {times} times as long as η·Δ/m, where m is the number of samples.",
        "这一步是 η·Δ/m 的 {times} 倍长，其中 m 是样本数。",
    ),
    "counts-on": _slip(
        "Which of the numbers in the program above are others than before, and on which of them "
        "does your code count?",
        "上面的程序里，哪些数与之前的不同？你的代码是不是认定了其中的某一个？",
        "With {was} this is right, and with {is} it is not: {what}.",
        "{was}时是对的，{is}时就不对：{what}。",
    ),
    "backward-once": _slip(
        "Δ is a sum over samples. For how many of them does your step run backward()?",
        "Δ 是对样本的和。你的 descend 对几个样本运行了 backward()？",
        "Only the last sample is in the step: backward() stands after the loop, and runs once.",
        "这一步里只有最后一个样本：backward() 写在循环之后，只运行了一次。",
    ),
    "step-by-hand": by_hand(
        "Print, just before the step, the gradient of that weight, the rate and m, and work "
        "θ − η·Δ/m out by hand. Which is the first that differs?",
        "在走这一步之前，把这个权重的梯度、rate 和 m 打印出来，再手算 θ − η·Δ/m。"
        "第一个不同的是哪一个？",
    ),
    "step-from-gradients": _slip(
        "Print, just before the step, the gradient of that weight, the rate and m, and work "
        "θ − η·Δ/m out by hand. Which is the first that differs?",
        "在走这一步之前，把这个权重的梯度、rate 和 m 打印出来，再手算 θ − η·Δ/m。"
        "第一个不同的是哪一个？",
        "The gradients are right; it is the step that is not. {name} was {was}, and its gradient "
        "is {gradient}. With η = {rate} and m = {samples}, θ − η·Δ/m is {should}; your step makes "
        "{found} of it.",
        "梯度都对，错的是这一步。{name} 原来是 {was}，它的梯度是 {gradient}。"
        "η = {rate}，m = {samples}，所以 θ − η·Δ/m 是 {should}；你的这一步却把它变成了 {found}。",
    ),
    "uphill": _slip(
        "∂J/∂θ points to where J grows. Which way do you walk?",
        "∂J/∂θ 指向 J 增大的方向。你往哪边走？",
        "The step goes uphill: it is θ − η·Δ/m.",
        "这一步是在上坡：应当是 θ − η·Δ/m。",
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
    "set-to-0-too-late": _slip(
        "In the program above backward() has run before the first step. What are the gradients "
        "when that step begins?",
        "上面的程序在第一步之前运行过 backward()。第一步开始时，梯度是多少？",
        "What is in the gradients before the first step is in that step, too: to set them to 0 "
        "after a step is too late for it. Set them to 0 before the samples, in each step.",
        "第一步之前就在梯度里的数，也进了这一步：等走完一步再清零，对它来说太晚了。"
        "每一步都要在走各个样本之前把梯度设为 0。",
    ),
    "one-by-one": _slip(
        "Which weights does the second sample see: those before the step, or new ones?",
        "第二个样本看到的权重是这一步之前的，还是新的？",
        "The weights move after each sample; they should move once, after all samples.",
        "每个样本之后权重都动了；这里要等全部样本之后才动一次。",
    ),
    "last-sample-only": _slip(
        "Δ is a sum over samples. How many of them are in yours?",
        "Δ 是对样本的和。你的 Δ 里有几个样本？",
        "Only the last sample is in the step: the gradients are set to 0 for every sample, and not "
        "once before the loop.",
        "这一步里只有最后一个样本：梯度对每个样本都清零了一次，而不是在循环之前只清零一次。",
    ),
}
