// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/nextrunsdialog.h"

#include "models/base/bytepath.h"
#include "models/base/columntable.h"
#include "models/base/format.h"
#include "widgets/common/datatable.h"

#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

struct NextRunLine
{
    int number = 0;
    QDateTime before; ///< invalid: there is none of that number
    QDateTime after;

    bool operator==(const NextRunLine &) const = default;
};

QString nextRunCell(const QDateTime &at)
{
    return at.isValid() ? momentInWords(at, QLocale::LongFormat) : NextRunsDialog::tr("none");
}

QVariant nextRunPlace(const QDateTime &at)
{
    return at.isValid() ? QVariant(at) : QVariant();
}

TableDescription<NextRunLine> nextRunsDescription(bool isPending)
{
    using Row = NextRunLine;
    using Column = TableColumn<Row>;
    QList<Column> columns {
        Column(NextRunsDialog::tr("Run"), [](const Row &row) { return QString::number(row.number); })
            .with(&Column::sortValue, [](const Row &row) { return QVariant(row.number); })
            .with(&Column::isNumber, true),
        Column(isPending ? NextRunsDialog::tr("Before: as Moodle has it") : NextRunsDialog::tr("Moodle begins"),
               [](const Row &row) { return nextRunCell(row.before); })
            .with(&Column::sortValue, [](const Row &row) { return nextRunPlace(row.before); })
            .with(&Column::width, 60)};
    if (isPending)
        columns << Column(NextRunsDialog::tr("After: with the pending changes"),
                          [](const Row &row) { return nextRunCell(row.after); })
                       .with(&Column::sortValue, [](const Row &row) { return nextRunPlace(row.after); })
                       .with(&Column::state,
                             [](const Row &row) {
                                 return row.before == row.after ? std::nullopt : std::optional(State::Attention);
                             })
                       .with(&Column::width, 60);
    return {[](const Row &row) { return QString::number(row.number); }, columns};
}

/// nullopt: not known.
std::optional<QList<QDateTime>> nextRunsBy(const SettingsView &view, const QDateTime &now,
                                           const QList<ConfigChange> &changes)
{
    const std::optional<BackupSchedule> schedule = scheduleOf(view, now, changes);
    return schedule ? std::optional(nextRuns(*schedule, now)) : std::nullopt;
}

State nextRunState(NextRun::Kind kind)
{
    if (kind == NextRun::Kind::Unknown)
        return State::Unknown;
    return kind == NextRun::Kind::At ? State::Good : State::Attention;
}

} // namespace

NextRunsDialog::NextRunsDialog(const PageContext &context, const SettingsView &view, const QList<ConfigChange> &changes,
                               QWidget *parent)
    : TableDialog(context, changes.isEmpty() ? QStringLiteral("nextRuns") : QStringLiteral("nextRunsPending"),
                  QStringLiteral("next-runs.csv"), parent)
{
    setObjectName(QStringLiteral("nextRunsDialog"));
    setWindowTitle(tr("Next runs of %1", "a site").arg(visibleText(view.site.name)));
    auto *model = new ColumnTable(nextRunsDescription(!changes.isEmpty()), this);
    const std::optional<QList<QDateTime>> known = nextRunsBy(view, now(), {});
    const std::optional<QList<QDateTime>> pending = nextRunsBy(view, now(), changes);
    const QList<QDateTime> before = known.value_or(QList<QDateTime>());
    const QList<QDateTime> after = pending.value_or(QList<QDateTime>());
    setModel(model,
             known && pending ? tr("No run is to come by these options.")
                              : tr("When Moodle begins is not known: an option of the schedule makes no sense."));
    content()->addWidget(table(), 1);
    QList<NextRunLine> lines;
    for (qsizetype at = 0; at < std::max(before.size(), after.size()); ++at)
        lines << NextRunLine {int(at) + 1, before.value(at), after.value(at)};
    model->setRows(lines, now());
    const ScheduleZone zone = scheduleZone(view, now());
    QStringList details {tr("Time zone: %1", "in which Moodle reckons").arg(scheduleZoneInWords(zone)),
                         tr("The settings were read %1.", "an age").arg(ageInWords(view.readAt, now(), locale()))};
    if (!changes.isEmpty())
        details << (!known || !pending ? tr("What the pending changes move is not known.")
                        : before == after
                        ? tr("The pending changes move no run.")
                        : tr("The pending changes are not written: they move the runs that are marked."));
    const State state = nextRunState(nextRun(view, now()).kind);
    const bool isGuess = state == State::Good && zone.from == ScheduleZone::From::Machine;
    setAnswer(isGuess ? State::Unknown : state, nextRunInWords(view, now(), locale()) + u'.', details.join(u'\n'));
    begin(changes.isEmpty() ? 80 : 120, 22);
}

} // namespace Nightkeep
