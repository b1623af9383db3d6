"""What the suite says of an engine that cannot be used, in the words of the course.

There a learner's class is called Value and stands in engine.py, and nothing has another name.
"""

import re

UNDER = r".* when imported: put that under .*"
GUARD = "`if __name__ == '__main__':`"
AWAY = {
    "en": f"take that out, or put it at the end under {GUARD}, which the check leaves out",
    "zh": f"请去掉它，或者放到文件末尾的 {GUARD} 之下，检查时不会运行那里",
}
SAID = tuple((re.compile(pattern), {"en": en, "zh": zh}) for pattern, en, zh in (
    (r"(\S+) has no class Value; it has (value|VALUE|Vaule|Values?): .*",
     r"\1 has no class Value; it has \2: call the class Value, spelt so, with a capital V",
     r"\1 里没有 Value 类，只有 \2：请把类名改成 Value，V 要大写"),
    (r"(\S+) has no class Value; it has (.*): write .*",
     r"\1 has no class Value; it has \2: call the one that is your node Value",
     r"\1 里没有 Value 类，只有 \2：请把表示节点的类改名为 Value"),
    (r"(\S+) has no class Value.*",
     r"\1 has no class Value; how it begins is shown by: autograd-mini course solution 1",
     r"\1 里没有 Value 类；它开头的样子可以这样看：autograd-mini course solution 1"),
    (r"there is no file (.*)",
     r"there is no file \1 here; how it begins is shown by: autograd-mini course solution 1",
     r"这里没有文件 \1；它开头的样子可以这样看：autograd-mini course solution 1"),
    (rf"(\S+) calls sys\.exit\((.*)\){UNDER}",
     rf"\1 calls sys.exit(\2) when it is imported: {AWAY['en']}",
     rf"\1 在导入时调用 sys.exit(\2)：{AWAY['zh']}"),
    (rf"(\S+) asks for input{UNDER}",
     rf"\1 asks for input when it is imported: {AWAY['en']}",
     rf"\1 在导入时要求输入：{AWAY['zh']}"),
    (r"importing (\S+?)(?::Value)? ends the process.*",
     rf"\1 ends Python when it is imported: {AWAY['en']}",
     rf"\1 在导入时结束了 Python：{AWAY['zh']}"),
    (r"importing (\S+?)(?::Value)? takes longer than (\S+) s \(\S+, line (\d+)\): .*",
     r"\1 does not come to its end when it is imported: after \2 s of computing it was still in "
     rf"the loop of line \3. If that has to take so long, {AWAY['en']}",
     rf"\1 在导入时停不下来：计算了 \2 秒，还在第 \3 行的循环里。如果确实需要这么久，{AWAY['zh']}"),
    (r"importing (\S+?)(?::Value)? takes longer than (\S+) s: .*",
     r"\1 does not come to its end when it is imported: it was ended after \2 s. If that has to "
     rf"take so long, {AWAY['en']}",
     rf"\1 在导入时停不下来：过了 \2 秒被停止。如果确实需要这么久，{AWAY['zh']}"),
    (r"(\S+?)(?::Value)?: Value\(1\.5\) fails: TypeError: Value\(\) takes no arguments.*",
     r"\1: Value takes no number, for it has no `__init__`, with two underscores on each side",
     r"\1：Value 不接受数，因为没有 __init__（两边各两条下划线）"),
    (r"(\S+?)(?::Value)?: Value\(1\.5\) fails: (.*)",
     r"\1: Value(1.5) ends in an error, \2: look at `__init__`",
     r"\1：Value(1.5) 出错，\2：请看 __init__"),
    (r"(\S+?)(?::Value)? has no \.(data|grad); an engine needs .*",
     r"\1: a new Value has no .\2: `__init__` has to set self.\2, spelt so",
     r"\1：新的 Value 没有 .\2：__init__ 应当设定 self.\2，名字要写对"),
    (r"(\S+?)(?::Value)? has no \.backward; an engine needs .*",
     r"\1: backward stands outside the class Value: indent it as the other methods are",
     r"\1：backward 写在了 Value 类之外：请像其他方法一样缩进"),
    (r"(Value\(1\.5\)) holds (.*), and not 1\.5",
     r"\1.data is \2; it should be 1.5: look at `__init__`",
     r"\1.data 是 \2，应为 1.5：请看 __init__"),
))  # fmt: skip


def loaded(message: str, language: str) -> str:
    """Return what the suite says of an engine in the words of the course; "" if it has no other.

    >>> loaded("engine.py has no class Value; it has Node: write engine.py:Node", "en")
    'engine.py has no class Value; it has Node: call the one that is your node Value'
    """
    for pattern, said in SAID:
        if found := pattern.fullmatch(message):
            return found.expand(said[language])
    return ""
