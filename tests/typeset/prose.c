/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "prose.h"

#define MIN_SENTENCES 2
#define MAX_SENTENCES 6
#define MAX_COUNT 60    /* largest number in a sentence */
#define YEAR_CHANCE 0.3 /* of a paragraph that begins with the year */

/* @ stands for a number. None of them states numbers that the tables state. */
static const char *const sentences[] = {
    "我单位把信息公开作为联系群众的日常工作，明确专人负责，做到事前审核、事后核对。",
    "全年通过门户网站发布各类信息@条，其中工作动态@条、通知公告@条。",
    "对办事指南逐条核对，改正过时表述@处，方便群众一看就懂、一次办成。",
    "组织业务培训@期，参训人员@人次，重点讲解公开范围、审核程序和保密要求。",
    "在办事大厅设置查阅点@处，配备电脑和纸质目录，安排工作人员现场帮助查询。",
    "建立月检查、季通报制度，对栏目更新不及时的科室发出提醒单@份。",
    "围绕群众关心的道路养护、饮水安全、学位安排等事项，发布图文解读@篇。",
    "网站改版后，检索更快，栏目更清楚，移动端也能顺畅浏览。",
    "政务新媒体推送信息@条，回复留言@条，平均用时不到两天。",
    "坚持以公开为常态、不公开为例外，凡是能公开的都及时公开。",
    "目前仍有不足：有的科室主动意识不强，有的文件解读形式单一，队伍变动较大。",
    "下一步，将把公开要求写进办文流程，拟稿时就注明公开属性，减少遗漏。",
    "同时补充人手，整理历史目录，尽快完成旧文件的清理和归档。",
    "邀请居民代表@名参加开放日活动，当场听取意见@条，均已答复。",
    "对照年度要点逐项落实，每项任务都有承办科室、完成时限和验收标准。",
    "主要负责同志@次听取汇报，研究解决经费、人员和设备方面的困难。",
    "对涉及个人隐私的内容一律作去标识处理，发布前由@人分别复核。",
    "把会议纪要、规划草案、预算说明放在同一栏目，群众不必来回查找。",
    "村和社区的公示栏由镇街统一巡查，全年更换破损展板@块。",
    "档案室移交文件@卷，补录目录@条，查阅登记改为电子方式。",
    "热线电话和网站留言合并受理，接到的问题当天分办，次日反馈进展。",
    "听证会和座谈会提前一周预告，会后公布采纳意见的情况和理由。",
    "少数栏目内容偏少，更新间隔较长，与群众期待还有距离。",
    "今后将多用图表和短视频说明政策，少用套话，让群众看得明白。",
    "聘请社会监督员@名，每季度随机抽查栏目，结果在网站公布。",
    "保密审查实行谁公开谁负责，审查记录随文归档，全年未发生差错。",
};

char *ts_prose(TsRng *rng, guint year)
{
  guint order[G_N_ELEMENTS(sentences)];
  for (guint i = 0; i < G_N_ELEMENTS(sentences); i++)
    order[i] = i;
  ts_rng_shuffle(rng, order, G_N_ELEMENTS(sentences));
  GString *out = g_string_new(NULL);
  gint64 count = ts_rng_int(rng, MIN_SENTENCES, MAX_SENTENCES);
  if (ts_rng_chance(rng, YEAR_CHANCE))
    g_string_append_printf(out, "%u年，", year);
  for (gint64 i = 0; i < count; i++) {
    g_auto(GStrv) parts = g_strsplit(sentences[order[i]], "@", -1);
    for (guint k = 0; parts[k] != NULL; k++) {
      if (k > 0)
        g_string_append_printf(out, "%d", (int)ts_rng_int(rng, 2, MAX_COUNT));
      g_string_append(out, parts[k]);
    }
  }
  return g_string_free(out, FALSE);
}
