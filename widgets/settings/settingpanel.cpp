// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/settingpanel.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/settings/settingsrecord.h"
#include "widgets/common/factsview.h"
#include "widgets/settings/historydialog.h"

#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype pastChangesShown = 5;

struct PastChange
{
    QDateTime when;
    QString words; ///< who, from what to what, what came of it
};

QList<PastChange> pastChangesOf(const QString &name, const QList<SettingsHistoryEntry> &history)
{
    QList<PastChange> past;
    for (const SettingsHistoryEntry &entry : history) {
        const auto change = std::find_if(entry.changes.cbegin(), entry.changes.cend(),
                                         [&name](const ConfigChange &each) { return each.name == name; });
        if (change != entry.changes.cend() && past.size() < pastChangesShown)
            past += PastChange {entry.when,
                                SettingPanel::tr("%1: %2 → %3, %4", "who, old value, new value, what came of it")
                                    .arg(visibleText(entry.who), settingInWords(name, change->seen),
                                         settingInWords(name, change->wanted), historyResultWord(entry.result))};
    }
    return past;
}

} // namespace

SettingPanel::SettingPanel(QWidget *parent)
    : QWidget(parent)
    , m_steps(new NextSteps(this))
    , m_facts(new FactsView(this))
{
    m_facts->setObjectName(QStringLiteral("settingDetail"));
    m_facts->setAccessibleName(tr("The chosen option"));
    m_facts->setMinimumWidth(fontMetrics().averageCharWidth() * 34);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_steps);
    layout->addWidget(m_facts, 1);
    showNothing();
}

void SettingPanel::showNothing()
{
    m_steps->setSteps({});
    m_facts->describeNothing(tr("Choose an option to see what it means and who changed it."));
}

void SettingPanel::showOption(const SettingRow &row, const NextSteps::Step &step,
                              const std::optional<QList<SettingsHistoryEntry>> &history, const QDateTime &now)
{
    m_steps->setSteps({step});
    const auto past = history ? std::optional(pastChangesOf(row.option.name, *history)) : std::nullopt;
    m_facts->describe(row.option.name, [row, past, now, locale = locale()](FactsView &view) {
        view.title(row.option.title, row.option.name);
        view.paragraph(row.option.notes);
        view.fact(tr("In Moodle"), row.valueInWords);
        view.fact(tr("Agreed"), row.agreed ? row.agreedInWords : tr("nothing"));
        if (row.option.kind != OptionKind::Text)
            view.fact(tr("Moodle's default"), optionInWords(row.option, row.option.whenMissing));
        view.heading(tr("Changes through this workspace"));
        if (!past)
            view.dimmed(tr("Not read yet."));
        else if (past->isEmpty())
            view.dimmed(tr("None."));
        for (const PastChange &change : past.value_or(QList<PastChange>()))
            view.fact(ageInWords(change.when, now, locale), change.words);
    });
}

} // namespace Nightkeep
