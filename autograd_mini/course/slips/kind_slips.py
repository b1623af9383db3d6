"""What goes wrong with lists, sets and what is neither: lesson 5, where a pass collects nodes."""

from autograd_mini.course.slips.slip import slip as _slip

KIND_SLIPS = {
    "no-collection": _slip(
        "What does `{code}` go through? Is a node something that has others in it, one after the "
        "other?",
        "`{code}` 要逐个取出什么？一个节点里面有可以逐个取出的东西吗？",
        "`{code}` takes what is in `{node}`, one after the other, and a node is no collection. "
        "What has this one node in it is written {right}.",
        "`{code}` 要逐个取出 `{node}` 里的东西，而节点不是集合，也不是列表。"
        "只含这一个节点，要写成 {right}。",
    ),
    "node-for-its-elements": _slip(
        "What does `{code}` do with `{node}`: does it put in one thing, or the elements of a list?",
        "`{code}` 对 `{node}` 做了什么：放进去的是一样东西，还是一个列表里的各个元素？",
        "`{code}` takes the elements of what stands in its brackets, and `{node}` is one node, "
        "which has no elements. The node itself is put in by {right}.",
        "`{code}` 取的是括号里那样东西的各个元素，而 `{node}` 是一个节点，没有元素。"
        "要放进节点本身，应当写 {right}。",
    ),
    "method-kept": _slip(
        "What is `{name}` after the line that sets it? Print it. What stands behind a method when "
        "it is called?",
        "设定 `{name}` 的那一行之后，它是什么？请打印出来。调用一个方法时，它的名字后面要写什么？",
        "`{code}` without brackets is the method itself, and does not call it: `{name}` is then "
        "a method, and no node. What calls it is {code}().",
        "`{code}` 后面没有括号，就只是方法本身，并没有调用它：`{name}` 成了一个方法，而不是节点。"
        "调用要写成 {code}()。",
    ),
    "puts-in-all-at-once": _slip(
        "What does {code} put in: one node, or a tuple of them?",
        "{code} 放进去的是一个节点，还是一个元组？",
        "`{put}` is a tuple, and {code} puts it in as one thing. What is taken out of `{name}` "
        "later is then that tuple, and no node. Put in one node at a time: the parent that your "
        "loop is at.",
        "`{put}` 是元组，{code} 把它当作一个东西整个放进去。"
        "后来从 `{name}` 里取出的就是这个元组，而不是节点。"
        "每次只放一个节点：循环正走到的那个 parent。",
    ),
    "node-for-collection": _slip(
        "What is `{name}` when your loop begins: a list, a set or a node? Print type({name}).",
        "循环开始时，`{name}` 是列表、集合，还是节点？请打印 type({name})。",
        "Line {line} makes `{name}` a node, and a node is no collection, into which others could "
        "be put. [self] is a list with this node in it, and {{self}} such a set.",
        "第 {line} 行让 `{name}` 成了一个节点，而节点不是集合，也不是列表，里面不能放别的节点。"
        "含有本节点的列表写作 [self]，集合写作 {{self}}。",
    ),
    "loop-over-a-node": _slip(
        "What does your loop go through: is `{code}` one node, or several?",
        "你的循环要走过的是什么：`{code}` 是一个节点，还是好几个？",
        "`{code}` is one node, and has no elements that a loop could go through. Its operands are "
        "in `{code}.parents`; the nodes that you have collected are in your set or your list.",
        "`{code}` 是一个节点，里面没有可以用循环逐个取出的东西。"
        "它的运算数在 `{code}.parents` 里；收集到的节点在你的集合或列表里。",
    ),
    "tuple-for-list": _slip(
        "What is `{name}` when your loop begins: a list or a tuple? Print type({name}).",
        "循环开始时，`{name}` 是列表还是元组？请打印 type({name})。",
        "Line {line} makes `{name}` a tuple, which cannot change: nothing can be put in or taken "
        "out. A list can, as in `waiting = [self]`.",
        "第 {line} 行让 `{name}` 成了元组，而元组不能改动，不能放进，也不能取出。"
        "列表可以，例如 `waiting = [self]`。",
    ),
    "dictionary-for-set": _slip(
        "Which kind of thing is {{}} in Python? Print type({{}}).",
        "在 Python 里 {{}} 是什么？请打印 type({{}})。",
        "{{}} is an empty dictionary, and no set, so that nothing can be added to `{name}`. The "
        "empty set is set(), and a set that begins with this node is {{self}}.",
        "{{}} 是空的字典，不是集合，所以不能往 `{name}` 里放节点。"
        "空集合写作 set()，一开始就含有本节点的集合写作 {{self}}。",
    ),
    "set-without-order": _slip(
        "Which is the first element of a set, and which the last?",
        "集合里哪个元素是第一个，哪个是最后一个？",
        "A set has no order, so it cannot be sorted itself, nor be turned round, nor be asked for "
        "its first element. What lists the nodes of a set in an order is sorted(…), by number.",
        "集合没有次序，所以它本身不能排序，不能倒过来，也没有“第一个”。"
        "要把集合里的节点按次序列出来，用 sorted(…)，按编号排。",
    ),
    "sorts-in-place": _slip(
        "What does `{code}` give back? Print it.",
        "`{code}` 给出的是什么？请打印出来。",
        "`{code}` changes the list itself and gives back None, so that no nodes are in what you "
        "go through. What gives back a new list, in order, is sorted(…).",
        "`{code}` 改动的是列表本身，给出的是 None，所以你要走过的东西里没有节点。"
        "给出排好序的新列表，用 sorted(…)。",
    ),
    "changes-in-place": _slip(
        "What does `{code}` give back? Print it.",
        "`{code}` 给出的是什么？请打印出来。",
        "`{code}` changes the list or the set itself and gives back None. It stands in a line of "
        "its own, without a name and = before it.",
        "`{code}` 改动的是列表或集合本身，给出的是 None。它要单独写成一行，前面不写名字和 =。",
    ),
}
