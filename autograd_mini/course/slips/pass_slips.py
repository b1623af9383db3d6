"""What goes wrong in a backward pass, beside what the table has: lessons 3 to 5."""

from autograd_mini.course.slips.slip import slip as _slip

PASS_SLIPS = {
    "function-collected": _slip(
        "What is {name} in the line that puts it in: a variable of your loop, or something else "
        "in engine.py that has this name?",
        "放进去的那一行里，{name} 是什么：是循环里的变量，"
        "还是 engine.py 里另一样叫这个名字的东西？",
        "backward() has no variable {name}, so what is put in there is the function {name} of "
        "engine.py, and Python does not complain. Put in the node that your loop is at, by the "
        "name that it has there.",
        "backward() 里没有变量 {name}，所以放进去的是 engine.py 里的函数 {name}，"
        "而 Python 不会报错。请放入循环正走到的那个节点，用它在那里的名字。",
    ),
    "not-put-in": _slip(
        "How many nodes are in `{name}` when the loop that sends begins? Print len({name}). Which "
        "line puts in the nodes that you meet?",
        "传递的那个循环开始时，`{name}` 里有几个节点？请打印 len({name})。"
        "哪一行把遇到的节点放进去？",
        "Nothing is ever put into `{name}`, so that in the end it holds only what it began with, "
        "and no other node sends. Every node that is met has to be put into it, too: {call}.",
        "从来没有往 `{name}` 里放过什么，所以最后里面只有开头就有的东西，别的节点都不传递。"
        "遇到的每个节点也要放进去：{call}。",
    ),
    "takes-from-parents": _slip(
        "When the pass comes to a node, whose gradient is known: its own, or those of its parents? "
        "Which of them does your line change?",
        "反向传播走到一个节点时，已知的是谁的梯度：它自己的，还是它的 parents 的？"
        "你的那一行改变的是谁的？",
        "The direction is turned round: the node takes gradients from its parents, which have none "
        "yet. Its own is known, and is sent to each of its parents: the grad of the parent belongs "
        "on the left of the sign, and that of the node on the right.",
        "方向反了：节点从 parents 那里取梯度，而它们还没有梯度。"
        "已知的是节点自己的梯度，要把它传给每个 parent："
        "赋值号左边是 parent 的 grad，右边是节点自己的 grad。",
    ),
    "puts-in-again": _slip(
        "Two paths lead to a node that is used twice. What does your loop do when it comes to that "
        "node on the second path?",
        "被使用两次的节点，有两条路径通向它。你的循环沿第二条路径再次走到它时，会做什么？",
        "The loop goes on with every parent that it comes to, whether that node has been met "
        "before or not. So a node is put in once for each path that leads to it, and so is all "
        "that lies behind it. Ask first whether the node is new, as `if parent not in seen` does, "
        "and put it in under that `if`.",
        "循环走到哪个 parent 就放入哪个，不论它是不是已经遇到过。"
        "所以通向一个节点的每条路径都把它放入一次，它后面的节点也一样。"
        "请先问它是不是新的，例如 `if parent not in seen`，放入的那一行要写在这个 if 下面。",
    ),
    "asks-what-waits": _slip(
        "A node has been taken out and looked at. When a second path leads to it, does your `if` "
        "still know that it was met before?",
        "一个节点已经取出来看过了。如果第二条路径又通向它，你的 `if` 还知道它遇到过吗？",
        "Your `if` asks the list of nodes that are still to be looked at. A node that has been "
        "taken out is not in it any more, so that a second path puts it in again, and so all "
        "that lies behind it. Ask where all nodes are that you have met: `if parent not in seen`.",
        "你的 `if` 查的是还没有看过的节点的列表。取出来的节点已经不在里面，"
        "所以第二条路径又把它放进去一次，它后面的节点也一样。"
        "应当查遇到过的所有节点：`if parent not in seen`。",
    ),
    "puts-in-another": _slip(
        "Your `if` asks for `{asked}`. What does the line below it put into `{name}`?",
        "`if` 查的是 `{asked}`。下面那一行往 `{name}` 里放的是什么？",
        "Your `if` asks whether `{asked}` is in `{name}`, but what is put in is `{put}`. So "
        "`{name}` does not get the nodes that the loop comes to. Put in what you have asked for: "
        "{right}.",
        "`if` 查的是 `{asked}` 在不在 `{name}` 里，放进去的却是 `{put}`，"
        "所以循环走到的节点没有放进 `{name}`。查的是什么，就放进什么：{right}。",
    ),
    "sorted-too-early": _slip(
        "How many nodes are in `{name}` when line {line} is run? Print len({name}) before it.",
        "运行到第 {line} 行时，`{name}` 里有几个节点？请在它前面打印 len({name})。",
        "Line {line} is run before all nodes are there: in a small graph `{name}` has {count} of "
        "{all} by then. A list that has been made does not get what is put into `{name}` later. "
        "The line belongs behind the loop that collects, and before the one that sends.",
        "第 {line} 行运行得太早，节点还没有收齐：在一个小图里，那时 `{name}` 里只有 {count} 个，"
        "而最后有 {all} 个。列表一旦造好，后来放进 `{name}` 的节点就不会出现在里面。"
        "这一行应当在收集的循环之后、传递的循环之前。",
    ),
    "sorted-by-another": _slip(
        "By what are your nodes sorted? Is that larger for every node that was made later?",
        "你的节点是按什么排序的？凡是后造的节点，它都更大吗？",
        "The nodes are sorted by {code}, which does not tell which of them was made later. What "
        "does is their number: key=lambda n: n.number.",
        "节点是按 {code} 排序的，而它并不能说明哪个节点后造。"
        "能说明的是编号：key=lambda n: n.number。",
    ),
    "sorted-by-the-same": _slip(
        "What does the function that you give as key return for one node, and what for another?",
        "你给 key 的那个函数，对一个节点返回什么，对另一个节点又返回什么？",
        "The key of every node is {code}, one and the same whichever node it is, so that "
        "the nodes are not sorted at all. The node whose turn it is, is called `{given}` there: "
        "key={right}.",
        "每个节点的 key 都是 {code}，不论是哪个节点都一样，所以根本没有排序。"
        "在那里，轮到的节点叫做 `{given}`：key={right}。",
    ),
    "left-over-name": _slip(
        "What does the loop in line {loop} call the parent that it is at? What is `{name}` there?",
        "第 {loop} 行的循环把走到的 parent 叫什么？`{name}` 在那里是什么？",
        "`{name}` is left over from the loop in line {earlier}, and stands for the last node of "
        "that loop all the time. The names that the loop in line {loop} gives are those behind "
        "`for`, and one of them, `{near}`, is not used.",
        "`{name}` 是第 {earlier} 行的循环留下的，一直是那个循环的最后一个节点。"
        "第 {loop} 行的循环起的名字写在 `for` 后面，其中 `{near}` 没有用到。",
    ),
    "left-over-node": _slip(
        "What does the loop in line {loop} call the node that it is at? What is `{name}` there?",
        "第 {loop} 行的循环把走到的节点叫什么？`{name}` 在那里是什么？",
        "`{name}` is left over from the loop in line {earlier}, and stands for the last node of "
        "that loop all the time. The node that the loop in line {loop} is at is called `{near}`.",
        "`{name}` 是第 {earlier} 行的循环留下的，一直是那个循环的最后一个节点。"
        "第 {loop} 行的循环正走到的节点叫做 `{near}`。",
    ),
    "node-named-anew": _slip(
        "What does `{near}` stand for before the loop in line {loop} begins, and what within it?",
        "第 {loop} 行的循环开始之前，`{near}` 是什么？在循环里面又是什么？",
        "The loop in line {loop} calls the parents `{near}`, as the loop around it calls the node "
        "that sends, and none of its names is `{name}`: that is left over from the loop in line "
        "{earlier}, and stands for the last node of that loop all the time.",
        "第 {loop} 行的循环把 parent 叫做 `{near}`，而外层循环已经用这个名字称呼传递的节点，"
        "它起的名字里也没有 `{name}`：那是第 {earlier} 行的循环留下的，"
        "一直是那个循环的最后一个节点。",
    ),
    "loop-forgotten": _slip(
        "Which node is `{name}` in the lines that send? How many nodes send there?",
        "在传递的那几行里，`{name}` 是哪个节点？那里一共有几个节点传递？",
        "`{name}` is left over from the loop in line {earlier}: it stands for the last node of "
        "that loop, and only this one sends. A loop over all nodes, from the newest to the oldest, "
        "is missing around these lines.",
        "`{name}` 是第 {earlier} 行的循环留下的，是那个循环的最后一个节点，而且只有它传递。"
        "这几行的外面少了一个循环，从最新的节点到最旧的，走遍所有节点。",
    ),
    "sends-while-collecting": _slip(
        "How often is the loop in line {line} gone through in one pass? Have all nodes been "
        "collected by then?",
        "一次反向传播里，第 {line} 行的循环走了几遍？那时节点都收齐了吗？",
        "The loop in line {line} stands within the loop in line {loop}, which still collects: it "
        "sends anew after each node that is taken out of `{name}`. What sends comes when the "
        "loop in line {loop} is over: put as many spaces before it as before that loop.",
        "第 {line} 行的循环写在第 {loop} 行的循环里面，而那里还在收集节点："
        "每从 `{name}` 里取出一个节点，就又传一遍。应当等第 {loop} 行的循环结束之后再传递："
        "前面的空格与那个循环对齐。",
    ),
    "each-node-begins": _slip(
        "Which nodes get a {number} in line {line}: the result alone, or each node when its turn "
        "comes? What have they received by then?",
        "第 {line} 行把 {number} 给了哪些节点：只有结果，还是每个轮到的节点？"
        "那时它们已经收到了什么？",
        "Line {line} gives the grad of each node a {number} when its turn comes, whatever it has "
        "received by then. Only the node that backward() was called for begins with 1: self.",
        "第 {line} 行给每个轮到的节点的 grad 一个 {number}，不管它已经收到了什么。"
        "从 1 开始的只有调用 backward() 的那个节点：self。",
    ),
    "never-sent": _slip(
        "For which nodes is `{test}` in line {line} true when the loop that sends comes to them?",
        "传递的循环走到一个节点时，第 {line} 行的 `{test}` 对哪些节点成立？",
        "Line {send} never runs: `{test}` in line {line} is true of no node by then. So nothing is "
        "ever sent. Along each edge something has to be sent, once for each edge.",
        "第 {send} 行从来没有执行：那时第 {line} 行的 `{test}` 对哪个节点都不成立，"
        "所以什么也没有传出去。沿每条边都要传一次。",
    ),
    "zeroes-the-result": _slip(
        "Whose grad is set to 0 at each turn of the loop in line {loop}? Which node is self?",
        "第 {loop} 行的循环每转一圈，把谁的 grad 设为 0？self 是哪个节点？",
        "In backward() self is J at every turn of the loop, so that J is set to 0 each time, and "
        "no inner node is. What is meant is the node that the loop is at: {node}.grad.",
        "在 backward() 里，循环的每一圈 self 都是 J，所以每次设为 0 的都是 J，而不是内部节点。"
        "应当是循环正走到的节点：{node}.grad。",
    ),
    "zeroes-leaves-only": _slip(
        "Which nodes does `{test}` in line {line} let be set to 0, leaves or inner nodes?",
        "第 {line} 行的 `{test}` 让哪些节点设为 0：叶节点，还是内部节点？",
        "With `{test}` in line {line}, leaves are set to 0, and no inner node is. So the leaves "
        "lose what they have, and inner nodes keep what an earlier pass has left. It has to be the "
        "other way round: an inner node is one that has parents.",
        "有了第 {line} 行的 `{test}`，设为 0 的都是叶节点，内部节点一个也没有。"
        "所以叶节点丢掉了已有的梯度，内部节点却留着上一次的。"
        "应当反过来：有 parents 的才是内部节点。",
    ),
    "zeroes-each": _slip(
        "Is there a node that `{test}` in line {line} keeps from being set to 0?",
        "有没有哪个节点，因为第 {line} 行的 `{test}` 而不设为 0？",
        "With `{test}` in line {line}, each node that the loop comes to is set to 0, leaves, too, "
        "so that leaves lose what they have. What is to be asked is whether {node} has parents.",
        "有了第 {line} 行的 `{test}`，循环走到的每个节点都设为 0，叶节点也一样，"
        "所以叶节点丢掉了已有的梯度。要问的是：{node} 有没有 parents。",
    ),
    "zeroes-nothing": _slip(
        "Is there a node that `{test}` in line {line} lets be set to 0?",
        "有没有哪个节点，第 {line} 行的 `{test}` 让它设为 0？",
        "With `{test}` in line {line}, no node that the loop comes to is set to 0, so that inner "
        "nodes keep what an earlier pass has left. What is to be asked is whether {node} has "
        "parents.",
        "有了第 {line} 行的 `{test}`，循环走到的节点没有一个设为 0，"
        "所以内部节点留着上一次的梯度。要问的是：{node} 有没有 parents。",
    ),
    "calls-backward": _slip(
        "What does backward() do to the grad of its own node first? To which nodes does your line "
        "do that?",
        "backward() 首先会把自己那个节点的 grad 怎样？你的那一行对哪些节点做了这件事？",
        "backward() still calls itself, and each call sets a grad to 1.0 anew, whatever had "
        "arrived there. The loop goes through all nodes already: leave out that line.",
        "backward() 还在调用自己，而每次调用都重新把 grad 设为 1.0，不管那里已经收到了什么。"
        "循环已经走遍所有节点：请去掉那一行。",
    ),
    "ends-its-loop": _slip(
        "How many turns does the loop in line {loop} make? What does `{word}` do in line {line}?",
        "第 {loop} 行的循环转了几圈？第 {line} 行的 `{word}` 做什么？",
        "`{word}` in line {line} stands within the loop in line {loop}, and so ends it after its "
        "first turn: what comes later in that loop is never looked at. Without it the loop goes "
        "on to its end.",
        "第 {line} 行的 `{word}` 写在第 {loop} 行的循环里面，所以第一圈之后循环就结束了，"
        "后面的都轮不到。去掉它，循环就会走到底。",
    ),
    "emptied-before-sending": _slip(
        "An inner node receives its gradient from the nodes that send before it. What does your "
        "code do with that before the node sends in its turn?",
        "内部节点从先传递的节点那里收到梯度。轮到它传递之前，你的代码对收到的梯度做了什么？",
        "A node that has received its gradient is set to 0 again just before it sends, so that 0 "
        "is what it sends. Set inner nodes to 0 in a loop of its own, which comes before the "
        "one that sends.",
        "节点已经收到了梯度，却在传递之前又被设成 0，所以传出去的是 0。"
        "把内部节点设为 0 要另写一个循环，放在传递的循环之前。",
    ),
    "emptied-at-its-turn": _slip(
        "What is the grad of J when its turn to send has come? What does your code do to it just "
        "before it sends?",
        "轮到 J 传递时，它的 grad 是多少？就在它传递之前，你的代码对这个 grad 做了什么？",
        "When the turn of a node comes, line {line} sets its grad to 0 first: that of J, too, "
        "which was 1.0. So nothing but 0 is sent. Set inner nodes to 0 in a loop of its own, "
        "before the grad of J is set to 1.0 and before the loop that sends.",
        "轮到一个节点时，第 {line} 行先把它的 grad 设为 0：J 的 grad 已经是 1.0，也被设成了 0。"
        "所以传出去的都是 0。把内部节点设为 0 要另写一个循环，"
        "放在 J 的 grad 设为 1.0 之前，也在传递的循环之前。",
    ),
    "not-compared": _slip(
        "Which of two nodes is the smaller one? Which attribute says which of them is older?",
        "两个节点哪个更小？哪个属性说明谁更旧？",
        "Nodes cannot be compared with < or >, so they are sorted by something that they have, "
        "their number: sorted(seen, key=lambda n: n.number, reverse=True). key is a function that "
        "says of each node by what it is sorted.",
        "节点不能用 < 或 > 比较，所以要按它们的某样东西排序，这里是编号："
        "sorted(seen, key=lambda n: n.number, reverse=True)。"
        "key 是一个函数，说明每个节点按什么排序。",
    ),
    "never-called": _slip(
        "Which line calls `{name}`? What is done in backward() before that, and what after it?",
        "哪一行调用了 `{name}`？在 backward() 里，那之前做了什么，之后呢？",
        "What sends is `{name}`, and nothing calls it: backward() ends with line {line}. After "
        "that line `{call}` is missing.",
        "负责传递的是 `{name}`，却没有人调用它：backward() 到第 {line} 行就结束了。"
        "那一行之后少了 `{call}`。",
    ),
    "set-has-add": _slip(
        "Is what you put the node into a list or a set? What does each of them have for that?",
        "你把节点放进的是列表还是集合？往这两者里放东西，各用什么？",
        "A set has no `{name}`; that is of lists. What puts a node into a set is add, as in "
        "seen.add(parent).",
        "集合没有 `{name}`，那是列表的。把节点放进集合用 add，例如 seen.add(parent)。",
    ),
    "list-has-append": _slip(
        "Is what you put the node into a list or a set? What does each of them have for that?",
        "你把节点放进的是列表还是集合？往这两者里放东西，各用什么？",
        "A list has no `{name}`. What puts a node at the end of a list is append, as in "
        "waiting.append(parent); add is of sets.",
        "列表没有 `{name}`。把节点放到列表末尾用 append，例如 waiting.append(parent)；"
        "add 是集合的。",
    ),
    "goes-through-nothing": _slip(
        "What is in `{name}` when the loop in line {loop} has ended? Print len({name}).",
        "第 {loop} 行的循环结束时，`{name}` 里还有什么？请打印 len({name})。",
        "The loop in line {loop} goes on until `{name}` is empty, so that a later loop over "
        "`{name}` has no turn at all, and no node sends. The loop that sends has to go through "
        "the nodes that you have collected.",
        "第 {loop} 行的循环一直转到 `{name}` 变空为止，"
        "所以后面那个沿着 `{name}` 走的循环一圈也不转，没有节点传递。"
        "传递的循环应当走收集到的节点。",
    ),
    "still-recursive": _slip(
        "How often does one node send in your pass: once, or once on each path? Who calls "
        "`{name}`?",
        "在你的反向传播里，一个节点传递几次：一次，还是每条路径一次？谁调用 `{name}`？",
        "`{name}` still calls itself, so that a node sends again on every path that leads to it. "
        "Your loop goes through all nodes already: let `{name}` send to the parents and no more, "
        "without the line in which it calls itself.",
        "`{name}` 还在调用自己，所以通向一个节点的每条路径都让它再传一次。"
        "你的循环已经走遍所有节点：让 `{name}` 只向 parents 传递，去掉它调用自己的那一行。",
    ),
    "grad-begins-as-none": _slip(
        "Print Value(2.0).grad. Can a number be added to that? Which number is the gradient of a "
        "node that nothing has reached yet?",
        "打印 Value(2.0).grad。它能和数相加吗？什么都还没有传到的节点，梯度是多少？",
        "The grad of a new node is None, to which no number can be added. In __init__ it has to "
        "begin with 0.0.",
        "新节点的 grad 是 None，它不能和数相加。在 __init__ 里，grad 应当从 0.0 开始。",
    ),
    "times-equals": _slip(
        "What is a gradient before anything has arrived? What does `*=` make of that number?",
        "什么都还没有传到时，梯度是多少？`*=` 把这个数变成多少？",
        "`*=` multiplies a gradient by what is sent, and the gradient of an operand is 0 at first, "
        "so that it stays 0. What sets it is =, and what adds to it is +=.",
        "`*=` 用传来的数去乘梯度，而运算数的梯度起初是 0，所以一直是 0。设定它用 =，往上加用 +=。",
    ),
    "result-for-sender": _slip(
        "In the line that sends: whose gradient do you multiply by, that of J or that of the node "
        "that sends?",
        "看传递的那一行：你乘的是谁的梯度，J 的，还是正在传递的节点的？",
        "Every node multiplies by self.grad, the gradient of J, for in backward() self is J. What "
        "is meant is the gradient of the node that sends: n.grad, if your loop calls it n.",
        "每个节点乘的都是 self.grad，即 J 的梯度，因为在 backward() 里 self 是 J。"
        "应当乘正在传递的节点自己的梯度：如果你的循环把它叫做 n，那就是 n.grad。",
    ),
    "result-for-node": _slip(
        "In backward(), which node is self while the loop is at another one? Whose are {mine}?",
        "循环走到别的节点时，backward() 里的 self 是哪个节点？{mine} 是谁的？",
        "In backward() self is J at every turn of the loop, so that {mine} are those of J. What is "
        "meant is the node that the loop is at: {meant}.",
        "在 backward() 里，循环的每一圈 self 都是 J，所以 {mine} 都是 J 的。"
        "应当用循环正走到的节点：{meant}。",
    ),
    "searches-each-time": _slip(
        "You look for the newest node again for every node that sends. How many nodes does that "
        "look at, for n of them? How often would you have to sort them?",
        "每传一个节点，你都重新找一次最新的节点。n 个节点一共要看多少次？如果排序，要排几次？",
        "The newest node is looked for again at every turn of the loop, among all that are left, "
        "in a list or in a set: that takes n² steps. Sort once, before the loop that sends: "
        "sorted(seen, key=lambda n: n.number, reverse=True) lists the nodes from the newest to "
        "the oldest, and the loop goes through that list.",
        "循环每转一圈，都在剩下的节点里重新找最新的那个，不论放在列表还是集合里，都要 n² 步。"
        "请在传递的循环之前排序一次：sorted(seen, key=lambda n: n.number, reverse=True) "
        "按从新到旧列出节点，循环沿着这个列表走就行。",
    ),
}
