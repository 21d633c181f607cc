// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/changeratetable.h"

#include "models/base/format.h"
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

double monthsShare(const ChangeRate &rate)
{
    return rate.hasCounts() ? changedPercent(rate.month, rate.all) : -1;
}

TableColumn<ChangeRate> countColumn(const QString &title, ChangeCount ChangeRate::*count)
{
    using Column = TableColumn<ChangeRate>;
    return Column(title,
                  [count](const ChangeRate &rate) { return rate.hasCounts() ? inWords(rate.*count) : QString(); })
        .with(&Column::sortValue,
              [count](const ChangeRate &rate) { return rate.hasCounts() ? QVariant((rate.*count).bytes) : QVariant(); })
        .with(&Column::isNumber, true);
}

} // namespace

TableDescription<ChangeRate> ChangeRateTable::description()
{
    using Row = ChangeRate;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return QString::fromLatin1(percentEncoded(row.folder)); },
            {{Tr::tr("Folder"), [](const Row &row) { return displayPath(row.folder); }},
             Column(Tr::tr("Counting"), [](const Row &row) { return changeRateStateWord(row.state); })
                 .with(&Column::sortValue, [](const Row &row) { return stateRank(stateOf(row.state)); })
                 .with(&Column::state, [](const Row &row) { return stateOf(row.state); }),
             Column(Tr::tr("Files"),
                    [](const Row &row) { return row.hasCounts() ? QLocale().toString(row.all.files) : QString(); })
                 .with(&Column::sortValue,
                       [](const Row &row) { return row.hasCounts() ? QVariant(row.all.files) : QVariant(); })
                 .with(&Column::isNumber, true),
             Column(Tr::tr("Size"),
                    [](const Row &row) { return row.hasCounts() ? bytesInWords(row.all.bytes) : QString(); })
                 .with(&Column::sortValue,
                       [](const Row &row) { return row.hasCounts() ? QVariant(row.all.bytes) : QVariant(); })
                 .with(&Column::isNumber, true),
             countColumn(Tr::tr("Changed in 1 day"), &Row::day),
             countColumn(Tr::tr("Changed in 7 days"), &Row::week),
             countColumn(Tr::tr("Changed in 30 days"), &Row::month),
             Column(Tr::tr("Share in 30 days"),
                    [](const Row &row) {
                        const double percent = monthsShare(row);
                        return percent < 0 ? QString() : Tr::tr("%1 %").arg(QLocale().toString(percent, 'f', 1));
                    })
                 .with(&Column::sortValue,
                       [](const Row &row) { return monthsShare(row) < 0 ? QVariant() : QVariant(monthsShare(row)); })
                 .with(&Column::isNumber, true)}};
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
