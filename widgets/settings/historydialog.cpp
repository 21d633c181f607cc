// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/historydialog.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/settings/settingsrecord.h"
#include "widgets/common/plainlabel.h"
#include "widgets/settings/comparisontable.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

QString changesInWords(const QList<ConfigChange> &changes)
{
    QStringList lines;
    for (const ConfigChange &change : changes) {
        const BackupOption *option = findBackupOption(change.name);
        lines += HistoryDialog::tr("%1: %2 → %3")
                     .arg(option ? option->title : visibleText(change.name), settingInWords(change.name, change.seen),
                          settingInWords(change.name, change.wanted));
    }
    return lines.isEmpty() ? HistoryDialog::tr("nothing written") : lines.join(u'\n');
}

} // namespace

QString historyResultWord(const QString &result)
{
    if (result == QLatin1String("ok"))
        return HistoryDialog::tr("written");
    if (result == QLatin1String("conflict"))
        return HistoryDialog::tr("conflict");
    if (result == QLatin1String("failed"))
        return HistoryDialog::tr("failed");
    if (result == QLatin1String("cancelled"))
        return HistoryDialog::tr("cancelled");
    return HistoryDialog::tr("unknown"); // also an attempt whose end was never recorded
}

HistoryDialog::HistoryDialog(const QList<SettingsHistoryEntry> &history, const SettingsView &view, const QDateTime &now,
                             bool unlocked, QWidget *parent)
    : QDialog(parent)
    , m_history(history)
    , m_view(view)
    , m_unlocked(unlocked)
{
    setObjectName(QStringLiteral("historyDialog"));
    setWindowTitle(tr("Past changes"));
    QList<QStringList> rows;
    for (const SettingsHistoryEntry &entry : m_history)
        rows += QStringList {ageInWords(entry.when, now, locale()), visibleText(entry.who),
                             historyResultWord(entry.result), changesInWords(entry.changes),
                             entry.reason.isEmpty() ? tr("nobody said") : visibleText(entry.reason)};
    m_table = comparisonTable(this, QStringLiteral("historyTable"),
                              {tr("When"), tr("Who"), tr("Result"), tr("Changes"), tr("Why")}, rows);
    m_hint = plainLabel(this);
    m_hint->setObjectName(QStringLiteral("historyHint"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("historyClose"));
    m_undo = buttons->addButton(tr("Undo this change…"), QDialogButtonBox::ActionRole);
    m_undo->setObjectName(QStringLiteral("historyUndo"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &HistoryDialog::updateUndo);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        if (const SettingsHistoryEntry *entry = chosen()) {
            emit undoRequested(entry->id);
            accept();
        }
    });

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_hint);
    layout->addWidget(buttons);
    if (!m_history.isEmpty())
        m_table->selectRow(0);
    updateUndo();
}

const SettingsHistoryEntry *HistoryDialog::chosen() const
{
    const QList<QTableWidgetSelectionRange> ranges = m_table->selectedRanges();
    return ranges.isEmpty() ? nullptr : &m_history.at(ranges.first().topRow());
}

void HistoryDialog::updateUndo()
{
    const SettingsHistoryEntry *entry = chosen();
    m_undo->setEnabled(m_unlocked && entry && !entry->changes.isEmpty() && SettingsService::canUndo(*entry, m_view));
    m_hint->setText(hint(entry));
}

QString HistoryDialog::hint(const SettingsHistoryEntry *entry) const
{
    if (m_history.isEmpty())
        return tr("Nothing has been changed through this workspace yet.");
    if (entry && entry->changes.isEmpty())
        return tr("This attempt wrote nothing: there is nothing to undo.");
    if (entry && !SettingsService::canUndo(*entry, m_view))
        return tr(
            "This cannot be undone now: by the last reading, Moodle has other values than those that it wrote, or "
            "they cannot be written from here.");
    if (!m_unlocked)
        return tr("Unlock editing on the page first, then changes can be undone here.");
    return tr("Undoing writes the old values back, if nobody has changed them since. You review it first.");
}

} // namespace Nightkeep
