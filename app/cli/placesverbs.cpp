// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/places/placetables.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QString placeKinds()
{
    QStringList words;
    for (const auto &name : Names<PlaceKind>)
        words.append(QLatin1String(name.word));
    return words.join(QStringLiteral(", "));
}

QString placeKeys()
{
    return QStringLiteral("kind, class, host, folder, folderBytes, years, note");
}

QString placeKeysInWords()
{
    return placeKeys() + u'\n'
        + AppTr::tr("      kind is one of %1. class is the storage manager's management class, host the second server\n"
                    "      as the archive's own server calls it (user@host), folder an absolute one, years for how\n"
                    "      long archives are kept there as agreed; an empty value takes it away.")
              .arg(placeKinds());
}

Result<void> assignPlace(ArchivePlace &place, const QString &assignment)
{
    const Result<QPair<QString, QString>> split = splitAssignment(assignment);
    if (!split)
        return fail(split.error());
    const auto &[key, value] = *split;
    if (key == u"kind") {
        const std::optional<PlaceKind> kind = fromName<PlaceKind>(value);
        if (!kind)
            return fail(ErrorKind::BadInput, AppTr::tr("There is no kind of place \"%1\".").arg(visibleText(value)),
                        AppTr::tr("Kinds: %1.").arg(placeKinds()));
        place.kind = *kind;
    } else if (key == u"class") {
        place.managementClass = value;
    } else if (key == u"host") {
        place.host = value;
    } else if (key == u"folder") {
        place.folder = value.toUtf8();
    } else if (key == u"folderBytes") {
        place.folder = percentDecoded(value.toLatin1());
    } else if (key == u"note") {
        place.note = value;
    } else if (key == u"years") {
        bool isNumber = false;
        const int years = value.toInt(&isNumber);
        if (!value.isEmpty() && (!isNumber || years < 1 || years > 100))
            return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" are no years from 1 to 100.").arg(visibleText(value)));
        place.keepYears = value.isEmpty() ? -1 : years;
    } else {
        return fail(ErrorKind::BadInput, AppTr::tr("A place has no field \"%1\".").arg(visibleText(key)),
                    AppTr::tr("Fields: %1.").arg(placeKeys()));
    }
    return {};
}

/// By its name, whatever its case; nullopt: there is none.
Result<std::optional<ArchivePlace>> workspacePlace(Workspace &workspace, const QString &name)
{
    const Result<QList<ArchivePlace>> places = workspace.handOvers().places();
    if (!places)
        return fail(places.error());
    for (const ArchivePlace &place : *places) {
        if (place.name.compare(name, Qt::CaseInsensitive) == 0)
            return std::optional(place);
    }
    return std::optional<ArchivePlace>();
}

QString placesText(const QList<ArchivePlace> &places)
{
    TextTable table({AppTr::tr("PLACE"), AppTr::tr("KIND"), AppTr::tr("CLASS"), AppTr::tr("HOST"), AppTr::tr("FOLDER"),
                     AppTr::tr("YEARS"), AppTr::tr("NOTE")});
    for (const ArchivePlace &place : places)
        table.add({place.name, nameOf(place.kind), place.managementClass, place.host, displayPath(place.folder),
                   place.keepYears < 0 ? QString() : QString::number(place.keepYears), place.note});
    return table.text();
}

VerbResult listPlaces(CliContext &, Workspace &workspace)
{
    const Result<QList<ArchivePlace>> places = workspace.handOvers().places();
    if (!places)
        return fail(places.error());
    return CliAnswer {QJsonDocument(cliJson(*places)), placesText(*places)};
}

VerbResult setPlace(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<std::optional<ArchivePlace>> seen = workspacePlace(workspace, context.word(0));
    if (!seen)
        return fail(seen.error());
    if (!*seen && !context.has("new"))
        return fail(ErrorKind::BadInput, AppTr::tr("There is no place \"%1\".").arg(visibleText(context.word(0))),
                    AppTr::tr("\"nightkeepctl places\" lists their names; --new adds one."));
    ArchivePlace place = seen->value_or(ArchivePlace());
    if (!*seen)
        place.name = context.word(0);
    const QStringList assignments = context.words().mid(1);
    for (const QString &assignment : assignments) {
        if (const Result<void> assigned = assignPlace(place, assignment); !assigned)
            return fail(assigned.error());
    }
    if (const Result<void> saved = workspace.handOvers().savePlace(place, *seen); !saved)
        return fail(saved.error());
    return CliAnswer {QJsonDocument(cliJson(place)), placesText({place})};
}

VerbResult removePlace(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<std::optional<ArchivePlace>> seen = workspacePlace(workspace, context.word(0));
    if (!seen)
        return fail(seen.error());
    if (!*seen)
        return fail(ErrorKind::BadInput, AppTr::tr("There is no place \"%1\".").arg(visibleText(context.word(0))),
                    AppTr::tr("\"nightkeepctl places\" lists their names."));
    const Result<void> agreed = context.agree(
        AppTr::tr("Remove the place %1? What lies there stays, and so does what is known of it.").arg((*seen)->name),
        AppTr::tr("Give --yes."));
    if (!agreed)
        return fail(agreed.error());
    if (const Result<void> removed = workspace.handOvers().removePlace(**seen); !removed)
        return fail(removed.error());
    return CliAnswer {QJsonDocument(cliJson(**seen)),
                      AppTr::tr("The place %1 was removed.").arg((*seen)->name) + u'\n'};
}

} // namespace

const QList<Verb> Verbs::places {
    {"places",
     "",
     withWorkspace<listPlaces>,
     {},
     QT_TRANSLATE_NOOP("NightkeepApp", "where finished archives are handed over to")},
    {"places set", "NAME KEY=VALUE... [--new]", withWorkspace<setPlace>, {Options::New}, "", placeKeysInWords},
    {"places remove", "NAME [--yes]", withWorkspace<removePlace>},
};

} // namespace Nightkeep
