// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/moodlefacts.h"
#include "models/courses/siterights.h"
#include "widgets/settings/sitecheckdialog.h"

class QComboBox;
class QPlainTextEdit;

namespace Nightkeep {

/// "Test connection": whether a site's database answers, what its account may do, lacks and has too many; and the
/// statements that make the account.
class RightsDialog final : public SiteCheckDialog
{
    Q_OBJECT

public:
    /// The site as it was typed: it need not be kept. The edition may be unknown.
    RightsDialog(const PageContext &context, const Site &site, MoodleEdition edition, QWidget *parent);

private:
    void ask();
    void showRights(const SiteRights &rights);
    void showUnanswered(const Error &error) override;
    void showScript();
    void copyScript();

    Site m_site;
    MoodleEdition m_edition;
    QComboBox *m_scriptFor;
    QPlainTextEdit *m_script;
};

} // namespace Nightkeep
