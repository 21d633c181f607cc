// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archivecontentstable.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace Nightkeep {

namespace {

using Check = ArchiveMember::Check;

QString checkWord(Check check)
{
    switch (check) {
    case Check::Matches:
        return Tr::tr("as planned");
    case Check::Missing:
        return Tr::tr("missing");
    case Check::Unexpected:
        return Tr::tr("not on the list");
    case Check::Differs:
        break;
    }
    return Tr::tr("differs");
}

State checkState(const ArchiveMember &member)
{
    return member.check == Check::Matches ? State::Good : State::Bad;
}

State zipState(const ZipCheck &zip)
{
    if (zip.isDoubtful())
        return State::Attention;
    return zip.level == ZipLevel::NotChecked ? State::Unknown : State::Good;
}

/// Of all of them. That a tar holds what was planned says nothing of the zips themselves.
State worstZip(const ZipsChecked &checked, qsizetype files)
{
    ZipCheck most;
    most.level = checked.level;
    State worst = files > checked.exceptions.size() ? zipState(most) : State::Good;
    for (const ZipException &exception : checked.exceptions) {
        if (const State state = zipState(exception.check); stateRank(state) < stateRank(worst))
            worst = state;
    }
    return worst;
}

} // namespace

PageAnswer contentsAnswer(const ArchiveContents &contents)
{
    const auto wrong = std::count_if(contents.members.cbegin(), contents.members.cend(),
                                     [](const ArchiveMember &member) { return member.check != Check::Matches; });
    if (contents.members.isEmpty())
        return {State::Bad, Tr::tr("The archive is empty.")};
    if (wrong == 0)
        return {worstZip(contents.zipsChecked, contents.members.size()),
                Tr::tr("All %n members are as the include list says.", nullptr, int(contents.members.size())) + u' '
                    + Tr::tr("Of the zips, when they were taken: %1.")
                          .arg(contents.zipsChecked.inWords(int(contents.members.size())))};
    return {State::Bad, Tr::tr("%n members of the archive are not as the include list says.", nullptr, int(wrong))};
}

TableDescription<ArchiveMember> ArchiveContentsTable::description()
{
    using Row = ArchiveMember;
    using Column = TableColumn<Row>;
    return {
        [](const Row &row) { return QString::fromLatin1(percentEncoded(row.path)); },
        {Column(Tr::tr("Check"), [](const Row &row) { return checkWord(row.check); })
             .with(&Column::sortValue, [](const Row &row) { return stateRank(checkState(row)); })
             .with(&Column::state, checkState)
             .with(&Column::width, 20),
         Column(Tr::tr("Zip"),
                [](const Row &row) { return row.zip.isDoubtful() ? Tr::tr("doubtful") : zipLevelWord(row.zip.level); })
             .with(&Column::sortValue, [](const Row &row) { return stateRank(zipState(row.zip)); })
             .with(&Column::state, [](const Row &row) { return zipState(row.zip); })
             .with(&Column::toolTip, [](const Row &row) { return zipFaultWords(row.zip); }),
         Column(Tr::tr("File"), [](const Row &row) { return displayPath(row.path); }).with(&Column::width, 60),
         Column(Tr::tr("Size"), [](const Row &row) { return bytesInWords(row.bytes); })
             .with(&Column::sortValue, &Row::bytes)
             .with(&Column::isNumber, true),
         Column(Tr::tr("Made"), [](const Row &row, const QDateTime &now) {
             return shortMoment(row.modified, now);
         }).with(&Column::sortValue, &Row::modified)}};
}

} // namespace Nightkeep
