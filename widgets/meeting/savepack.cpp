// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/meeting/savepack.h"

#include "models/agenda.h"
#include "models/jobs/jobrunner.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/packfile.h"
#include "widgets/widgetstr.h"

#include <QWidget>

namespace Nightkeep {

namespace {

using PackFailed = std::function<void(const Error &)>;

void offerToKeep(QWidget *page, const PageContext &context, const Pack &pack, const PackFailed &failed)
{
    if (context.workspace.info().readOnly)
        return;
    Question question;
    question.title = WidgetsTr::tr("Compare the next pack with this one?");
    question.text = WidgetsTr::tr("The next pack marks what is not as in the last one that a meeting had. Say yes if "
                                  "this is the one that the meeting gets.");
    question.accept = WidgetsTr::tr("Compare with this one");
    question.reject = WidgetsTr::tr("Not with this one");
    context.dialogs.confirm(page, question, [page, context, pack, failed] {
        MeetingService &meeting = context.workspace.meeting();
        context.jobs.start<void>(
            WidgetsTr::tr("Remember the pack"), QStringLiteral("pack"), page,
            [&meeting, pack](const CancelToken &, const ProgressSink &) { return meeting.keepPack(pack); },
            [context, failed](const Result<void> &kept) {
                if (!kept)
                    failed(kept.error());
                else
                    context.say(WidgetsTr::tr("The next pack is compared with this one."));
            });
    });
}

} // namespace

void savePack(QWidget *page, const PageContext &context, const std::function<void(const Error &)> &failed)
{
    Workspace &workspace = context.workspace;
    savePackFile(page, context,
                 {WidgetsTr::tr("Save the pack for the meeting"), QStringLiteral("meeting.pdf"),
                  WidgetsTr::tr("Write the pack for the meeting"),
                  [&workspace](const CancelToken &cancel, const ProgressSink &progress) {
                      return readPack(workspace, cancel, progress);
                  },
                  [page, context, failed](const Pack &pack) { offerToKeep(page, context, pack, failed); }},
                 failed);
}

} // namespace Nightkeep
