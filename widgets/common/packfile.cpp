// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/packfile.h"

#include "models/base/bytepath.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/dialogs.h"
#include "widgets/widgetstr.h"

#include <QWidget>

namespace Nightkeep {

namespace {

struct WrittenPack
{
    Pack pack;
    QByteArray bytes;
};

void writePackFile(QWidget *asker, const PageContext &context, const PackFile &file, const QString &name,
                   const std::function<void(const Error &)> &failed)
{
    const std::optional<PackFormat> format = packFormatOf(name);
    if (!format) {
        failed(Error {ErrorKind::BadInput,
                      WidgetsTr::tr("The name \"%1\" does not say in which format to save.").arg(visibleText(name)),
                      WidgetsTr::tr("End it with .pdf, .html, .odt, .csv or .json.")});
        return;
    }
    Workspace &workspace = context.workspace;
    context.jobs.start<WrittenPack>(
        file.job, QStringLiteral("pack"), asker,
        [&workspace, format, make = file.make](const CancelToken &cancel,
                                               const ProgressSink &progress) -> Result<WrittenPack> {
            const Result<Pack> pack = make(cancel, progress);
            if (!pack)
                return fail(pack.error());
            const Result<QByteArray> bytes = workspace.meeting().writePack(*pack, *format, cancel, progress);
            if (!bytes)
                return fail(bytes.error());
            return WrittenPack {*pack, *bytes};
        },
        [context, name, saved = file.saved, failed](const Result<WrittenPack> &written) {
            if (!written) {
                failed(written.error());
                return;
            }
            if (const Result<void> kept = context.writeFile(name, written->bytes); !kept) {
                failed(kept.error());
                return;
            }
            context.say(WidgetsTr::tr("Saved as %1.").arg(visibleText(name)));
            if (saved)
                saved(written->pack);
        });
}

} // namespace

void savePackFile(QWidget *asker, const PageContext &context, const PackFile &file,
                  const std::function<void(const Error &)> &failed)
{
    context.dialogs.saveFile(
        asker, file.title, file.fileName,
        WidgetsTr::tr("PDF (*.pdf);;Web pages (*.html);;Texts to edit (*.odt);;CSV tables (*.csv);;JSON (*.json)"),
        [asker, context, file, failed](const QString &name) { writePackFile(asker, context, file, name, failed); });
}

} // namespace Nightkeep
