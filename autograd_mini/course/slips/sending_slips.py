"""What goes wrong where a node sends to its parents: lessons 3 and 4."""

from autograd_mini.course.slips.slip import slip as _slip

SENDING_SLIPS = {
    "sets-data": _slip(
        "Print a.data and a.grad before backward() and after it. Which of them has changed, and "
        "which should have?",
        "在 backward() 之前和之后各打印一次 a.data 与 a.grad。哪一个变了？本该变的是哪一个？",
        "backward() changes the data of a parent, its number, and sets no grad of it. What is "
        "sent belongs in the grad of the parent; data stays as it is.",
        "backward() 改动了 parent 的 data，也就是它的数，却没有设定它的 grad。"
        "传过去的应当放进 parent 的 grad，data 保持不变。",
    ),
    "adds-to-another": _slip(
        "Which two things does line {line} add? Is what `{own}` was before one of them?",
        "第 {line} 行把哪两样东西相加？`{own}` 原来的值是其中之一吗？",
        "Line {line} adds what is sent to `{other}`, and not to what `{own}` was before. What "
        "comes along other edges is in `{own}`: it has to stay, and what is sent is added to it.",
        "第 {line} 行把要传的加在 `{other}` 上，而不是加在 `{own}` 原来的值上。"
        "沿别的边传来的都在 `{own}` 里：要保留它，再加上要传的。",
    ),
    "replaces-and-adds": _slip(
        "How often is `{own}` set in one turn of the loop, and how often should it be?",
        "循环转一圈，`{own}` 被设定了几次？应当设定几次？",
        "In one turn of the loop, lines {first} and {second} both set `{own}`. Line {line} "
        "replaces what it was, which is lost then, and the other line adds the same once more. "
        "Along each edge something is sent once, and added: leave out line {line}.",
        "循环转一圈，第 {first} 行和第 {second} 行都设定 `{own}`。第 {line} 行换掉了它原来的值，"
        "那个值就丢失了，而另一行又把同样的加了一次。沿每条边只传一次，而且是加上去：请去掉第 "
        "{line} 行。",
    ),
    "sends-twice": _slip(
        "How often is something added to `{own}` in one turn of the loop, and how often should it "
        "be?",
        "循环转一圈，往 `{own}` 里加了几次？应当加几次？",
        "In one turn of the loop, lines {first} and {second} both add the same to `{own}`. Along "
        "each edge something is sent only once: one of the two lines is enough.",
        "循环转一圈，第 {first} 行和第 {second} 行都往 `{own}` 里加同样的东西。"
        "沿每条边只传一次：两行里有一行就够了。",
    ),
    "loses-what-came": _slip(
        "What is {name}.grad just before line {line} sets it, in the program above? What is left "
        "of that?",
        "在上面的程序里，第 {line} 行设定 {name}.grad 之前，它是多少？之后还剩下多少？",
        "In the program above, {name}.grad is {value} already when line {line} sets it to 0, so "
        "that what {name} has received is lost. A new node begins with 0, and += adds to what is "
        "there: that line can be left out.",
        "在上面的程序里，第 {line} 行把 {name}.grad 设成 0 的时候，它已经是 {value} 了，"
        "于是 {name} 收到的就丢失了。新节点从 0 开始，+= 会加到已有的数上：这一行可以去掉。",
    ),
    "set-to-0-again": _slip(
        "What is J.grad when backward() has set it, and what is it each time that J sends? Print "
        "it at these places.",
        "backward() 设定之后 J.grad 是多少？J 每次传递的时候它又是多少？请在这几处打印出来。",
        "J.grad is set to 1 first, as it should be, and then to 0 again before J has sent to all "
        "of its parents, so that 0 is what it sends from then on. What a node has received must "
        "still be there each time that it sends.",
        "J.grad 先被设成 1，这是对的；可是 J 还没有向所有的 parents 传完，它又被设成了 0，"
        "所以从那以后传出去的是 0。节点得到的梯度，要留到它传完的时候。",
    ),
    "every-node-begins-at-1": _slip(
        "`{name}` runs for J, and then for each parent. What does it do to the grad that the "
        "parent has received?",
        "`{name}` 先对 J 运行，再对每个 parent 运行。它对 parent 已经收到的 grad 做了什么？",
        "`{name}` runs for every node, and sets the grad of each to 1 again, whatever the node has "
        "received. Only the node that backward() is called for begins at 1: that line belongs in "
        "backward(), before `{name}` is called.",
        "`{name}` 对每个节点都要运行，它把每个节点的 grad 又设成 1，不管节点收到的是多少。"
        "只有调用 backward() 的那个节点从 1 开始：这一行应当写在 backward() 里，"
        "放在调用 `{name}` 之前。",
    ),
    "result-never-sends": _slip(
        "For which nodes does `{name}` run? Let it print self.data. Is J among them?",
        "`{name}` 对哪些节点运行了？让它打印 self.data 看看。里面有 J 吗？",
        "backward() calls `{name}` for the parents of J, and never for J itself. So J does not "
        "send, and the parents have nothing that they could send on. Call it for J, which is self "
        "there; the parents come after that by themselves.",
        "backward() 对 J 的 parents 调用了 `{name}`，却没有对 J 自己调用。"
        "所以 J 没有传递，parents 也就没有什么可以往下传。"
        "请对 J 调用它，J 在那里就是 self；之后自然会轮到 parents。",
    ),
    "inner-gets-nothing": _slip(
        "In J = c * x with c = a * b, which node sends to a, and which gradient does it have when "
        "it sends? Print it there.",
        "在 J = c * x、c = a * b 里，是哪个节点向 a 传递？它传递的时候，自己的梯度是多少？"
        "请在那里打印出来。",
        "An inner node sends without having received anything: its gradient is 0, and so is what "
        "arrives behind it. Each parent gets its gradient first, whether it has parents of its own "
        "or not; after that it sends in its turn.",
        "内部节点什么也没有收到就往下传：它的梯度是 0，后面的节点得到的也就是 0。"
        "每个 parent 都要先得到梯度，不论它自己有没有 parents；然后才轮到它传递。",
    ),
    "number-for-grad": _slip(
        "What is `{name}`: the grad of a node, or a name for a number? Print the grad of the "
        "parent after that line.",
        "`{name}` 是什么：是节点的 grad，还是一个数的名字？请在那一行之后打印 parent 的 grad。",
        "`{name}` is a name for the number that `{code}` is at that time. The line gives this name "
        "another number; the node keeps the one that it has, so that nothing is sent to any "
        "parent. Set `{code}` itself.",
        "`{name}` 只是一个名字，指的是 `{code}` 当时的那个数。"
        "这一行让这个名字指向另一个数，节点里的数却没有变，所以什么也没有传给 parent。"
        "应当设定 `{code}` 本身。",
    ),
    "node-for-slope": _slip(
        "What is multiplied in the line that sends? Print type(…) of each factor there.",
        "传递的那一行里，相乘的是什么？请打印每个因子的 type(…)。",
        "The partials of J are plain numbers, and so is its grad; but the pass multiplies by a "
        "node, and so what it sends is a node, too. The factor has to be the slope of the edge, "
        "from self.partials.",
        "J 的 partials 和 grad 都是普通的数，可是反向传播乘上的是节点，所以传出去的也是节点。"
        "这个因子应当是边的斜率，取自 self.partials。",
    ),
    "pairs-of-the-same": _slip(
        "What does your zip give at each turn? Print both of them. Which of the two is a slope?",
        "你的 zip 每一圈给出什么？把两样都打印出来。哪一个是斜率？",
        "`{code}` gives each parent twice, so that the gradient is multiplied by a node. What goes "
        "with a parent is its slope: zip(self.parents, self.partials).",
        "`{code}` 把每个 parent 给出两次，所以梯度乘上的是节点。"
        "与 parent 配对的是它的斜率：zip(self.parents, self.partials)。",
    ),
    "names-turned-round": _slip(
        "zip gives one element of each list, in the order of its brackets. Which of your two names "
        "gets a parent, and which a slope?",
        "zip 从每个列表各取一个元素，次序与括号里的相同。你的两个名字，哪个得到 parent，"
        "哪个得到斜率？",
        "The names are turned round: in `{code}` it is `{name}` that gets the slope, and "
        "`{other}` the parent. Let the names stand in the order of the lists: {meant}",
        "两个名字的次序反了：在 `{code}` 里，得到斜率的是 `{name}`，得到 parent 的是 `{other}`。"
        "名字的次序要与列表的次序相同：{meant}",
    ),
    "sends-what-is-not-there": _slip(
        "What is the grad of a parent at the moment when it sends? Print it there. Which line sets "
        "it, and when?",
        "一个 parent 传递的那一刻，它的 grad 是多少？请在那里打印出来。哪一行设定它，什么时候？",
        "A parent is told to send before it has received anything: its grad is still 0 then, and "
        "so 0 is what it sends. What gives the parents their gradients has to come first, and "
        "only then may they send.",
        "parent 还没有收到什么，就让它传递了：那时它的 grad 还是 0，所以传出去的是 0。"
        "应当先把梯度传给 parents，然后才轮到它们传递。",
    ),
    "slope-for-parent": _slip(
        "Which things in that line are nodes, and which are numbers? Print type({name}) before it.",
        "那一行里，哪些是节点，哪些是数？请在它前面打印 type({name})。",
        "`{name}` is the slope of an edge, a plain number, which has no {asked}. What has it is "
        "the node that the edge leads to, and that is `{other}` there.",
        "`{name}` 是边的斜率，是普通的数，没有 {asked}。有 {asked} 的是这条边通向的节点，"
        "在那里叫做 `{other}`。",
    ),
    "no-self": _slip(
        "A method is called with a node before its dot. Where does this node go? Look at the "
        "brackets behind `def {name}`.",
        "调用方法时，点前面有一个节点。这个节点交给了谁？请看 `def {name}` 后面的括号。",
        "The brackets behind `def {name}` are empty. A method gets the node before the dot as its "
        "first argument, even if the brackets of the call are empty: def {name}(self).",
        "`def {name}` 后面的括号是空的。即使调用的括号里什么也没有，"
        "方法也会得到点前面的节点，作为第一个参数：def {name}(self)。",
    ),
}
