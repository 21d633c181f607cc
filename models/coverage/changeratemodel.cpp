// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/changeratemodel.h"

#include "models/base/format.h"
#include "models/base/state.h"
#include "models/base/tr.h"

#include <QLocale>

#include <algorithm>

namespace Nightkeep {

namespace {

State stateOf(ChangeRate::State state)
{
    switch (state) {
    case ChangeRate::State::Counted:
        return State::Good;
    case ChangeRate::State::Partly:
    case ChangeRate::State::Unfinished:
        return State::Attention;
    case ChangeRate::State::Missing:
    case ChangeRate::State::NotFolder:
    case ChangeRate::State::Unreadable:
    case ChangeRate::State::Unable:
        break;
    }
    return State::Unknown;
}

QString inWords(const ChangeCount &count)
{
    return Tr::tr("%1 in %n files", nullptr, int(count.files)).arg(bytesInWords(count.bytes));
}

QVariant countCell(const ChangeCount &count, int role)
{
    return role == SortRole ? QVariant(count.bytes) : QVariant(inWords(count));
}

QVariant cell(const ChangeRate &rate, ChangeRateModel::Column column, int role)
{
    const bool raw = role == SortRole;
    switch (column) {
    case ChangeRateModel::FolderColumn:
        return displayPath(rate.folder);
    case ChangeRateModel::StateColumn:
        return changeRateStateWord(rate.state);
    case ChangeRateModel::FilesColumn:
        return raw ? QVariant(rate.all.files) : QVariant(QLocale().toString(rate.all.files));
    case ChangeRateModel::BytesColumn:
        return raw ? QVariant(rate.all.bytes) : QVariant(bytesInWords(rate.all.bytes));
    case ChangeRateModel::DayColumn:
        return countCell(rate.day, role);
    case ChangeRateModel::WeekColumn:
        return countCell(rate.week, role);
    case ChangeRateModel::MonthColumn:
        return countCell(rate.month, role);
    case ChangeRateModel::ShareColumn: {
        const double percent = changedPercent(rate.month, rate.all);
        if (percent < 0)
            return {};
        return raw ? QVariant(percent) : QVariant(Tr::tr("%1 %").arg(QLocale().toString(percent, 'f', 1)));
    }
    case ChangeRateModel::ColumnCount:
        break;
    }
    return {};
}

} // namespace

void ChangeRateModel::setRates(const ChangeRates &rates)
{
    beginResetModel();
    m_rates = rates;
    endResetModel();
}

int ChangeRateModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rates.folders.size());
}

int ChangeRateModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChangeRateModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ChangeRate &rate = m_rates.folders.at(index.row());
    const auto column = Column(index.column());
    const bool isText = column == FolderColumn || column == StateColumn;
    if (role == KeyRole)
        return QString::fromLatin1(percentEncoded(rate.folder));
    if (role == StateRole)
        return column == StateColumn ? QVariant(int(stateOf(rate.state))) : QVariant();
    if (role == Qt::TextAlignmentRole)
        return isText ? QVariant() : QVariant(int(Qt::AlignRight | Qt::AlignVCenter));
    if ((role != Qt::DisplayRole && role != SortRole) || (!isText && !rate.hasCounts()))
        return {};
    return cell(rate, column, role);
}

QVariant ChangeRateModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case FolderColumn:
        return tr("Folder");
    case StateColumn:
        return tr("Counting");
    case FilesColumn:
        return tr("Files");
    case BytesColumn:
        return tr("Size");
    case DayColumn:
        return tr("Changed in 1 day");
    case WeekColumn:
        return tr("Changed in 7 days");
    case MonthColumn:
        return tr("Changed in 30 days");
    case ShareColumn:
        return tr("Share in 30 days");
    case ColumnCount:
        break;
    }
    return {};
}

ChangeRateAnswer changeRateAnswer(const ChangeRates &rates, const QDateTime &now)
{
    ChangeRateAnswer answer;
    answer.whole = !rates.folders.isEmpty();
    ChangeCount all;
    ChangeCount week;
    // A folder inside another one that was counted as well is in both: told once.
    const auto isInside = [&rates](const ChangeRate &rate) {
        for (const ChangeRate &other : rates.folders) {
            if (other.folder != rate.folder && other.hasCounts() && holdsPath(other.folder, rate.folder))
                return true;
        }
        return false;
    };
    for (const ChangeRate &rate : rates.folders) {
        answer.whole = answer.whole && rate.state == ChangeRate::State::Counted;
        if (!rate.hasCounts() || isInside(rate))
            continue;
        all = {all.files + rate.all.files, all.bytes + rate.all.bytes};
        week = {week.files + rate.week.files, week.bytes + rate.week.bytes};
    }
    const QString age = ageInWords(rates.takenAt, now);
    if (std::none_of(rates.folders.begin(), rates.folders.end(),
                     [](const ChangeRate &rate) { return rate.hasCounts(); })) {
        answer.sentence = Tr::tr("No folder could be counted. Tried %1.").arg(age);
        return answer;
    }
    answer.sentence = answer.whole
        ? Tr::tr("In the last 7 days %n files with %1 changed, of %2 in all. Counted %3.", nullptr, int(week.files))
        : Tr::tr("In the last 7 days at least %n files with %1 changed, of %2 that could be counted. Counted %3.",
                 nullptr, int(week.files));
    answer.sentence = answer.sentence.arg(bytesInWords(week.bytes), bytesInWords(all.bytes), age);
    return answer;
}

} // namespace Nightkeep
