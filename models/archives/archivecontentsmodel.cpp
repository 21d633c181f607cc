// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archivecontentsmodel.h"

#include "models/base/format.h"
#include "models/base/state.h"
#include "models/base/tr.h"

#include <QLocale>

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

} // namespace

QString contentsSummary(const ArchiveContents &contents)
{
    const auto wrong = std::count_if(contents.members.cbegin(), contents.members.cend(),
                                     [](const ArchiveMember &member) { return member.check != Check::Matches; });
    if (contents.members.isEmpty())
        return Tr::tr("The archive is empty.");
    if (wrong == 0)
        return Tr::tr("All %n members are as the include list says.", nullptr, int(contents.members.size()));
    return Tr::tr("%n members of the archive are not as the include list says.", nullptr, int(wrong));
}

ArchiveContentsModel::ArchiveContentsModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_zone(QTimeZone::utc())
{
}

void ArchiveContentsModel::setContents(const ArchiveContents &contents, const QTimeZone &zone)
{
    beginResetModel();
    m_contents = contents;
    m_zone = zone;
    endResetModel();
}

int ArchiveContentsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_contents.members.size());
}

int ArchiveContentsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ArchiveContentsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ArchiveMember &member = m_contents.members[index.row()];
    const auto column = Column(index.column());
    if (role == KeyRole)
        return QString::fromLatin1(percentEncoded(member.path));
    if (role == StateRole)
        return column == CheckColumn ? QVariant(int(member.check == Check::Matches ? State::Good : State::Bad))
                                     : QVariant();
    if (role == Qt::TextAlignmentRole)
        return column == BytesColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    switch (column) {
    case CheckColumn:
        return checkWord(member.check);
    case PathColumn:
        return displayPath(member.path);
    case BytesColumn:
        return role == SortRole ? QVariant(member.bytes) : QVariant(bytesInWords(member.bytes));
    case ModifiedColumn:
        return role == SortRole
            ? QVariant(member.modified)
            : QVariant(QLocale().toString(member.modified.toTimeZone(m_zone), QLocale::ShortFormat));
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ArchiveContentsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case CheckColumn:
        return tr("Check");
    case PathColumn:
        return tr("File");
    case BytesColumn:
        return tr("Size");
    case ModifiedColumn:
        return tr("Made");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace Nightkeep
