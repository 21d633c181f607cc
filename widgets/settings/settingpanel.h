// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/settingsservice.h"
#include "widgets/common/nextsteps.h"

namespace Nightkeep {

class FactsView;

/// Whether what the Moodle runs with is known: of a later one what the table has may not be in force.
[[nodiscard]] bool isInForceKnown(const SettingsView &site);

/// Beside the table, of the chosen option: what to do, with its buttons, then what the option means, what Moodle has
/// and what was agreed, and who changed it when.
class SettingPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SettingPanel(QWidget *parent);

    /// `row` is one of `site`. `history` is the site's, newest first; nullopt: it is not known.
    void showOption(const SettingRow &row, const SettingsView &site, const NextSteps::Step &step,
                    const std::optional<QList<SettingsHistoryEntry>> &history, const QDateTime &now);
    void showNothing();

private:
    NextSteps *m_steps;
    FactsView *m_facts;
};

} // namespace Nightkeep
