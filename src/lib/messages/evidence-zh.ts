/** The words of what shows that something was done, and of residents who confirm or doubt it. */
export const evidenceZh = {
  residents: {
    heading: '群众评议与异议',
    counts: (confirmed: string, disputed: string) => `${confirmed} 人确认已做到，${disputed} 人表示没有做到。`,
    open: (day: string) =>
      `评议进行到 ${day}：到代表家站的公示墙上扫码，或输入墙上的评议码，就可以说做到没有，也可以说明理由。`,
    closed: '目前没有开放评议。开放时，代表家站的公示墙上会贴出评议码。',
    answers: '对异议的答复',
    waiting: (count: string) => `还有 ${count} 条异议在核查，答复后在这里公开。`,
    states: { open: '正在核查', upheld: '异议成立', dismissed: '异议不成立' },
    reason: '如果没有做到，请说明哪里没有做到（选填）',
    reasonHint: '最多 500 字，只给工作人员看，不公开；工作人员核查后公开答复。请不要写别人的姓名和电话。',
    reasons: '群众说明的理由（不公开）',
  },
  office: {
    roles: { before: '做之前', after: '做之后', other: '现场' },
    screening: { waiting: '待审看', shown: '已公开', refused: '未公开' },
    screen: '审看或撤下',
    files: '照片或文件（选填）',
    filesHint: '照片、PDF、Word 或 Excel，每份不超过 20 MB；审看后才公开。',
    document: (format: string) => `文件（${format}）`,
    withdraw: '撤回这条进展',
    withdrawReason: '哪里写错了',
    metadata: '文件按原样保存，属性里可能有作者的姓名：请连同“文件属性”一起看。',
    of: (name: string) => `${name}的承诺`,
    reported: '进展',
    page: '打开这项承诺',
  },
  refused: '未公开，文件已删除。理由：',
  unreadable: '文件读不出来，没有保存；请换一份再送。',
  absent: '这条承诺的表单没有存在手机里。请在有网时再打开这一页，或者到“报进展”里选一条承诺。',
};

export type EvidenceMessages = typeof evidenceZh;
