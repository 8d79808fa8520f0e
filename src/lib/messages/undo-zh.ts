export const undoZh = {
  link: '撤销这次导入',
  linkHint: (days: string) => `写入后 ${days} 天内可以整批撤销，只要后来的内容没有以它为依据。`,
  partly: '中断之前已经写入了一部分，可以整批撤销。',
  undoneText:
    '这次导入已整批撤销：它新增的内容已经删去，它更改的内容已经恢复，各项数字与导入之前一致。需要时可以重新导入。',
  title: '撤销导入',
  lede: '撤销会把这一批写入的内容整批收回。撤销前请看清下面的数目。',
  caption: '撤销会带来的变化',
  what: '内容',
  created: '删去',
  changed: '恢复原样',
  things: { persons: '人员', posts: '职务', listings: '名册登记', commitments: '承诺', consents: '公开同意' },
  confirm: '确认撤销',
  back: '不撤销，返回',
  public: '已公开的承诺会从公示墙上消失；撤销本身记入流水，不会不留痕迹。',
  impossible: '这一批没有可以撤销的内容：没有写入过，或者撤销期限已过。',
  obstacles: '现在不能撤销：后来的内容以这次导入为依据',
  todo: '请先撤销后来的导入；其他的请在系统中逐项更正。',
};

export type UndoMessages = typeof undoZh;
