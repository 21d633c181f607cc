// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveplanmodel.h"

#include "models/base/format.h"
#include "models/base/state.h"
#include "models/base/tr.h"

#include <QLocale>

namespace Nightkeep {

namespace {

QString decisionWord(ZipDecision decision)
{
    switch (decision) {
    case ZipDecision::Included:
        return Tr::tr("archived");
    case ZipDecision::NotNewest:
        return Tr::tr("not the newest");
    case ZipDecision::TooOld:
        return Tr::tr("too old");
    case ZipDecision::BeforeLastRun:
        return Tr::tr("before the last run");
    case ZipDecision::NotCourseBackup:
        break;
    }
    return Tr::tr("no course backup");
}

QString warningWord(ArchiveWarning::Kind kind)
{
    switch (kind) {
    case ArchiveWarning::Kind::NoZip:
        return Tr::tr("no backup");
    case ArchiveWarning::Kind::TooOld:
        return Tr::tr("backup too old");
    case ArchiveWarning::Kind::CourseGone:
        return Tr::tr("course gone");
    case ArchiveWarning::Kind::EmptyZip:
        break;
    }
    return Tr::tr("backup empty");
}

} // namespace

QString planSummary(const ArchivePlan &plan)
{
    const QString zips =
        Tr::tr("%n zips, %1, will be archived.", nullptr, plan.includedCount()).arg(bytesInWords(plan.includedBytes()));
    const QString needed = bytesInWords(plan.neededBytes());
    if (plan.freeBytes < 0)
        return Tr::tr("%1 They need %2; how much is free cannot be told.").arg(zips, needed);
    if (!plan.fits())
        return Tr::tr("%1 They need %2, but only %3 is free.").arg(zips, needed, bytesInWords(plan.freeBytes));
    return Tr::tr("%1 They need %2 of the %3 that is free.").arg(zips, needed, bytesInWords(plan.freeBytes));
}

ArchivePlanModel::ArchivePlanModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_zone(QTimeZone::utc())
{
}

void ArchivePlanModel::setPlan(const ArchivePlan &plan, const QTimeZone &zone)
{
    beginResetModel();
    m_plan = plan;
    m_zone = zone;
    endResetModel();
}

int ArchivePlanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_plan.warnings.size() + m_plan.zips.size());
}

int ArchivePlanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ArchivePlanModel::warningData(const ArchiveWarning &warning, Column column, int role) const
{
    if (role == KeyRole)
        return QStringLiteral("warning/%1/%2").arg(int(warning.kind)).arg(warning.courseId);
    if (role == StateRole)
        return column == DecisionColumn ? QVariant(int(State::Attention)) : QVariant();
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    switch (column) {
    case DecisionColumn:
        return warningWord(warning.kind);
    case CourseColumn:
        return visibleText(warning.course);
    case ReasonColumn:
        return visibleText(warning.text);
    case PathColumn:
    case BytesColumn:
    case ModifiedColumn:
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ArchivePlanModel::zipData(const PlannedZip &zip, Column column, int role) const
{
    if (role == KeyRole)
        return QString::fromLatin1(percentEncoded(zip.file.path));
    if (role == StateRole)
        return column == DecisionColumn && zip.decision == ZipDecision::Included ? QVariant(int(State::Good))
                                                                                 : QVariant();
    if (role == Qt::TextAlignmentRole)
        return column == BytesColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    switch (column) {
    case DecisionColumn:
        return decisionWord(zip.decision);
    case CourseColumn:
        if (!zip.course.isEmpty())
            return visibleText(zip.course);
        return zip.courseId ? QVariant(QLocale::c().toString(*zip.courseId)) : QVariant();
    case PathColumn:
        return displayPath(zip.file.path);
    case BytesColumn:
        return role == SortRole ? QVariant(zip.file.bytes) : QVariant(bytesInWords(zip.file.bytes));
    case ModifiedColumn:
        return role == SortRole
            ? QVariant(zip.file.modified)
            : QVariant(QLocale().toString(zip.file.modified.toTimeZone(m_zone), QLocale::ShortFormat));
    case ReasonColumn:
        return zip.reason;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ArchivePlanModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = Column(index.column());
    if (index.row() < m_plan.warnings.size())
        return warningData(m_plan.warnings[index.row()], column, role);
    return zipData(m_plan.zips[index.row() - m_plan.warnings.size()], column, role);
}

QVariant ArchivePlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case DecisionColumn:
        return tr("Decision");
    case CourseColumn:
        return tr("Course");
    case PathColumn:
        return tr("File");
    case BytesColumn:
        return tr("Size");
    case ModifiedColumn:
        return tr("Made");
    case ReasonColumn:
        return tr("Reason");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace Nightkeep
