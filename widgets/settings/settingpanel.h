// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/settingsservice.h"
#include "widgets/common/nextsteps.h"

namespace Nightkeep {

class FactsView;

/// Beside the table, of the chosen option: what to do, with its buttons, then what the option means, what Moodle has
/// and what was agreed, and who changed it when.
class SettingPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SettingPanel(QWidget *parent);

    /// `history` is the site's, newest first; nullopt: it is not known. `isRead`: the site was, once.
    void showOption(const SettingRow &row, bool isRead, const NextSteps::Step &step,
                    const std::optional<QList<SettingsHistoryEntry>> &history, const QDateTime &now);
    void showNothing();

private:
    NextSteps *m_steps;
    FactsView *m_facts;
};

} // namespace Nightkeep
