"""What goes wrong with the lists that a function of lessons 7 and 8 is given."""

from autograd_mini.course.slips.slip import slip as _slip

LIST_SLIPS = {
    "changes-its-list": _slip(
        "Who calls {function} goes on with {name}. What do they find in it after the call?",
        "调用 {function} 的人之后还要用 {name}。调用之后他在里面看到什么？",
        "{function} changes {name}, which belongs to whoever calls it. {name}[0] and {name}[1:] "
        "read from a list and leave it as it is; list({name}) makes one of your own, which you may "
        "change.",
        "{function} 改动了 {name}，而它是调用者的列表。{name}[0] 和 {name}[1:] 只读取，不改动列表；"
        "list({name}) 造出一个自己的列表，可以随意改动。",
    ),
}
