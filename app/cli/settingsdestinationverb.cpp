// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"
#include "models/settings/settingsview.h"

namespace Nightkeep {

namespace {

QString yesNoWords(std::optional<bool> known)
{
    if (!known)
        return AppTr::tr("not known");
    return *known ? AppTr::tr("yes") : AppTr::tr("no");
}

/// What is in force for all backups; empty where Moodle has none.
QString destinationInForce(const SettingsView &view)
{
    if (const SettingRow *storage = findRow(view, QStringLiteral("backup_auto_storage"));
        storage && effective(*storage) == u"0") // each course's own, whatever folder is filled in
        return {};
    for (const char *name : {"backup_sche_destination", "backup_auto_destination"}) {
        if (const SettingRow *row = findRow(view, QLatin1String(name)))
            return effective(*row);
    }
    return {};
}

Result<BytePath> folderToLookAt(const CliContext &context, Workspace &workspace, const Site &site)
{
    if (!context.words().isEmpty())
        return cleanFolder(context.word(0).toUtf8());
    const Result<SettingsView> view = workspace.settings().lastView(site);
    if (!view)
        return fail(view.error());
    const QString folder = destinationInForce(*view);
    if (folder.trimmed().isEmpty())
        return fail(ErrorKind::BadInput,
                    AppTr::tr("As far as is known, %1 has no folder for all backups.").arg(visibleText(site.name)),
                    AppTr::tr("Name the folder to look at, or read the options first: nightkeepctl settings show."));
    return cleanFolder(folder.trimmed().toUtf8());
}

VerbResult lookAtDestination(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<BytePath> folder = folderToLookAt(context, workspace, site);
    if (!folder)
        return fail(folder.error());
    const Result<DestinationFacts> facts = workspace.settings().destination(site, *folder, context.cancel());
    if (!facts)
        return fail(facts.error());
    CliAnswer answer;
    QJsonObject object = cliJson(*facts);
    insertOtherPath(object, QStringLiteral("folder"), *folder);
    answer.json = QJsonDocument(object);
    if (!facts->exists || !facts->isWritable.value_or(true) || facts->isBelowWeb.value_or(false))
        answer.status = ExitStatus::Findings;
    const auto bytes = [](qint64 known) { return known < 0 ? AppTr::tr("not known") : bytesInWords(known); };
    TextTable table({AppTr::tr("FOLDER"), displayPath(*folder)});
    table.add({AppTr::tr("exists"), yesNoWords(facts->exists)});
    if (facts->exists) {
        table.add({AppTr::tr("writable by %1").arg(visibleText(facts->webUser)), yesNoWords(facts->isWritable)});
        table.add({AppTr::tr("file system"),
                   facts->fileSystem.isEmpty()
                       ? AppTr::tr("not known")
                       : AppTr::tr("%1 on %2", "a file system and where it is mounted")
                             .arg(visibleText(facts->fileSystem), visibleText(facts->mountedOn))});
        table.add(
            {AppTr::tr("free"),
             AppTr::tr("%1 of %2", "bytes free and in all").arg(bytes(facts->freeBytes), bytes(facts->totalBytes))});
    }
    table.add({AppTr::tr("below the web's folder"), yesNoWords(facts->isBelowWeb)});
    answer.text = table.text();
    if (facts->isBelowWeb.value_or(false))
        answer.text += AppTr::tr("Whoever guesses the name of a backup there can fetch it by the web.\n");
    return answer;
}

} // namespace

const QList<Verb> Verbs::settingsDestination {
    {"settings destination", "[FOLDER]", withSite<lookAtDestination>, {Options::Site}},
};

} // namespace Nightkeep
