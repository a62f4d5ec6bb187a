"""How steps, moves and milestones are called in the picture of a pack: as on every page, in a pack's two languages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from folkmoot.procedures.rules.clock_rules import Binds, ClockRule, DayUnit, Extension, Mark, Milestone
from folkmoot.procedures.rules.steps import Move, Step
from folkmoot.procedures.rules.text import Text

S, M, N = Step, Move, Milestone

STEPS: Final[Mapping[Step, Text]] = MappingProxyType(
    {
        S.RECEIVED: Text("Received", "已登记"),
        S.ACKNOWLEDGED: Text("Acknowledged", "已确认收到"),
        S.ROUTED: Text("Routed", "已分派"),
        S.ACCEPTED: Text("Accepted", "已受理"),
        S.ASSIGNED: Text("Being worked on", "办理中"),
        S.WAITING: Text("Waiting for an answer", "等待答复"),
        S.PROPOSED: Text("Resolution proposed", "已提出解决方案"),
        S.IN_REVIEW: Text("In review", "复查中"),
        S.CLOSED: Text("Closed", "已办结"),
        S.DECLINED: Text("Declined", "不予受理"),
        S.REFERRED: Text("Referred elsewhere", "已转告其他途径"),
        S.WITHDRAWN: Text("Withdrawn", "已撤回"),
        S.MERGED: Text("Merged with another", "已并入其他事项"),
        S.IMPORTED: Text("Imported history", "历史导入"),
    }
)

MARKS: Final[Mapping[Mark, Text]] = MappingProxyType(
    {
        M.RECEIVE: Text("Take in", "登记"),
        M.ACKNOWLEDGE: Text("Acknowledge", "确认收到"),
        M.ROUTE: Text("Route to a unit", "分派给单位"),
        M.ACCEPT: Text("Accept", "受理"),
        M.DECLINE: Text("Decline", "不予受理"),
        M.REFER_OUT: Text("Refer elsewhere", "转告其他途径"),
        M.ASSIGN: Text("Assign a lead", "指定主办人"),
        M.HAND_OVER: Text("Hand over", "移交"),
        M.ESCALATE: Text("Take to the level above", "提交上一级"),
        M.ASK: Text("Ask for information", "询问情况"),
        M.ANSWER: Text("Answer", "答复"),
        M.PROPOSE: Text("Propose a resolution", "提出解决方案"),
        M.CONFIRM: Text("Confirm that it is resolved", "确认已解决"),
        M.DISPUTE: Text("Say that it is not resolved", "表示未解决"),
        M.CLOSE: Text("Close", "办结"),
        M.REOPEN: Text("Reopen", "重新办理"),
        M.REOPEN_UNLED: Text("Reopen", "重新办理"),
        M.WITHDRAW: Text("Withdraw", "撤回"),
        M.MERGE: Text("Merge as a duplicate", "作为重复事项合并"),
        M.UNMERGE: Text("Undo the merge", "取消合并"),
        M.ADOPT: Text("Take up", "接手办理"),
        M.ASK_REVIEW: Text("Ask for a review", "申请复查"),
        M.DECIDE_REVIEW: Text("Decide the review", "作出复查决定"),
        M.SEND_BACK: Text("Send back", "发回重新办理"),
        M.SEND_BACK_UNLED: Text("Send back", "发回重新办理"),
        N.FORWARDED: Text("Passed to another body", "转送、交办"),
        N.OBJECTED: Text("Objected, with reasons", "提出异议"),
        N.PAUSED: Text("Clock paused", "中止计时"),
        N.EXTENDED: Text("Clock extended", "时限延长"),
        N.CALLED_BACK: Text("Called back", "已回访"),
        N.ANSWER_RECEIVED: Text("Written answer received", "收到书面答复"),
        N.REVIEW_ASKED: Text("Review asked for", "申请复查"),
        N.REVIEW_RECEIVED: Text("Review decided", "复查意见送达"),
        N.RECHECK_ASKED: Text("Re-check asked for", "申请复核"),
        N.RECHECK_RECEIVED: Text("Re-check decided", "复核意见送达"),
        N.AGREED: Text("Agreement in effect", "调解协议生效"),
        N.COURT_ASKED: Text("Court asked to confirm", "申请司法确认"),
        N.COURT_ACCEPTED: Text("Court has taken it", "法院受理"),
        N.COURT_DECIDED: Text("Court has decided", "法院作出决定"),
        N.HARM_KNOWN: Text("Infringement known", "知道权利被侵害"),
        N.ARBITRATION_ASKED: Text("Arbitration asked for", "申请仲裁"),
        N.ARBITRATION_ACCEPTED: Text("Arbitration accepted", "仲裁受理"),
        N.APPLICATION_SERVED: Text("Respondent has the application", "申请书副本送达"),
        N.DEFENCE_RECEIVED: Text("Defence handed in", "提交答辩书"),
        N.DEFENCE_SERVED: Text("Applicant has the defence", "答辩书副本送达"),
        N.TRIBUNAL_FORMED: Text("Tribunal formed", "仲裁庭组成"),
        N.TRIBUNAL_TOLD: Text("Parties know the tribunal", "告知仲裁庭组成"),
        N.AWARDED: Text("Award made", "作出裁决"),
        N.AWARD_SERVED: Text("Award received", "裁决书送达"),
        N.SUED: Text("Action brought", "提起诉讼"),
    }
)

BINDS: Final[Mapping[Binds, Text]] = MappingProxyType(
    {
        Binds.DESK: Text("the office", "承办单位"),
        Binds.REVIEWER: Text("the reviewer", "复查、复核机构"),
        Binds.COURT: Text("the court", "人民法院"),
        Binds.BOARD: Text("the arbitration board", "仲裁委员会"),
        Binds.RESIDENT: Text("the resident or party", "居民或者当事人"),
    }
)


def length_of(rule: ClockRule, extension: Extension | None = None) -> Text:
    """How long a clock runs, and by how much it can be lengthened: "60 days, +30 once"."""
    if rule.years:
        length = Text(_counted(rule.years, "year"), f"{rule.years} 年")
    elif rule.unit is DayUnit.WORKING:
        length = Text(_counted(rule.days, "working day"), f"{rule.days} 个工作日")
    else:
        length = Text(_counted(rule.days, "day"), f"{rule.days} 日")
    if extension is None:
        return length
    often = {1: "once", 2: "twice"}.get(extension.times, f"{extension.times} times")
    times = "" if extension.times == 1 else f"，最多 {extension.times} 次"
    return Text(f"{length.en}, +{extension.days} {often}", f"{length.zh}，可延长 {extension.days} 日{times}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
