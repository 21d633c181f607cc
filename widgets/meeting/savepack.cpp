// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/meeting/savepack.h"

#include "models/agenda.h"
#include "models/base/bytepath.h"
#include "models/jobs/jobrunner.h"
#include "widgets/common/dialogs.h"
#include "widgets/widgetstr.h"

#include <QWidget>

namespace Nightkeep {

namespace {

using PackFailed = std::function<void(const Error &)>;

struct SavedPack
{
    Pack pack;
    QByteArray bytes;
};

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

void writeChosen(QWidget *page, const PageContext &context, const QString &file, const PackFailed &failed)
{
    const std::optional<PackFormat> format = packFormatOf(file);
    if (!format) {
        failed(Error {ErrorKind::BadInput,
                      WidgetsTr::tr("The name \"%1\" does not say in which format to save.").arg(visibleText(file)),
                      WidgetsTr::tr("End it with .pdf, .html, .odt, .csv or .json.")});
        return;
    }
    Workspace &workspace = context.workspace;
    context.jobs.start<SavedPack>(
        WidgetsTr::tr("Write the pack for the meeting"), QStringLiteral("pack"), page,
        [&workspace, format](const CancelToken &cancel, const ProgressSink &progress) -> Result<SavedPack> {
            const Result<Pack> pack = readPack(workspace, cancel, progress);
            if (!pack)
                return fail(pack.error());
            const Result<QByteArray> bytes = workspace.meeting().writePack(*pack, *format, cancel, progress);
            if (!bytes)
                return fail(bytes.error());
            return SavedPack {*pack, *bytes};
        },
        [page, context, file, failed](const Result<SavedPack> &saved) {
            if (!saved) {
                failed(saved.error());
                return;
            }
            if (const Result<void> written = context.writeFile(file, saved->bytes); !written) {
                failed(written.error());
                return;
            }
            context.say(WidgetsTr::tr("Saved as %1.").arg(visibleText(file)));
            offerToKeep(page, context, saved->pack, failed);
        });
}

} // namespace

void savePack(QWidget *page, const PageContext &context, const std::function<void(const Error &)> &failed)
{
    context.dialogs.saveFile(
        page, WidgetsTr::tr("Save the pack for the meeting"), QStringLiteral("meeting.pdf"),
        WidgetsTr::tr("PDF (*.pdf);;Web pages (*.html);;Texts to edit (*.odt);;CSV tables (*.csv);;JSON (*.json)"),
        [page, context, failed](const QString &file) { writeChosen(page, context, file, failed); });
}

} // namespace Nightkeep
