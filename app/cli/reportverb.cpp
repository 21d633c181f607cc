// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/agenda.h"
#include "models/base/bytepath.h"

namespace Nightkeep {

namespace {

Result<PackFormat> reportFormat(const CliContext &context)
{
    const PackFormat byName = packFormatOf(context.value("output")).value_or(PackFormat::Html);
    const QString asked = context.value("format", nameOf(byName));
    const std::optional<PackFormat> format = fromName<PackFormat>(asked);
    if (!format)
        return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is no format of the pack.").arg(visibleText(asked)),
                    AppTr::tr("Formats: pdf, html, odt, csv, json."));
    const bool isText = *format != PackFormat::Pdf && *format != PackFormat::Odt;
    if (!isText && context.value("output").isEmpty())
        return fail(ErrorKind::BadInput,
                    AppTr::tr("A pack as %1 is written into a file.").arg(nameOf(*format).toUpper()),
                    AppTr::tr("Say which: --output FILE."));
    return *format;
}

VerbResult writeReport(CliContext &context, Workspace &workspace)
{
    const Result<PackFormat> format = reportFormat(context);
    if (!format)
        return fail(format.error());
    const bool keeps = context.has("keep");
    if (const Result<void> writable = mayWrite(workspace); keeps && !writable)
        return fail(writable.error());
    const Result<Pack> pack = readPack(workspace, context.cancel(), context.progress());
    if (!pack)
        return fail(pack.error());
    const Result<QByteArray> written =
        workspace.meeting().writePack(*pack, *format, context.cancel(), context.progress());
    if (!written)
        return fail(written.error());
    const QString file = context.value("output");
    QJsonObject object {{QStringLiteral("format"), nameOf(*format)},
                        {QStringLiteral("bytes"), written->size()},
                        {QStringLiteral("title"), pack->title},
                        {QStringLiteral("kept"), keeps}};
    QString text;
    if (file.isEmpty()) {
        text = QString::fromUtf8(*written);
        object.insert(QStringLiteral("text"), text);
    } else {
        if (const Result<void> saved = context.world().writeFile(file, *written); !saved)
            return fail(saved.error());
        object.insert(QStringLiteral("file"), file);
        text = AppTr::tr("Written to \"%1\".\n").arg(visibleText(file));
    }
    if (keeps) { // only once it is written: nobody has seen another
        if (const Result<void> kept = workspace.meeting().keepPack(*pack); !kept)
            return fail(kept.error());
    }
    return CliAnswer {QJsonDocument(object), text};
}

} // namespace

const QList<Verb> Verbs::report {
    {"report",
     "[--format pdf|html|odt|csv|json] [--output FILE] [--keep]",
     withWorkspace<writeReport>,
     {Options::Format,
      Options::Output,
      {"keep", "", QT_TRANSLATE_NOOP("NightkeepApp", "mark in the next pack what is not as in this one")}},
     QT_TRANSLATE_NOOP("NightkeepApp", "the pack for the meeting: how everything stands, and what is to be decided")},
};

} // namespace Nightkeep
