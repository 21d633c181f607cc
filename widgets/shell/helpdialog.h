// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"

#include <QDialog>

class QListWidget;
class QSettings;
class QTextBrowser;

namespace Nightkeep {

/// The help: its sections at the left, the chosen one beside them. It stays open while one works.
class HelpDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit HelpDialog(QSettings &settings, QWidget *parent = nullptr); ///< `settings` outlives it

    void showSection(const QString &id); ///< an unknown one shows the first
    [[nodiscard]] QString currentSection() const;

signals:
    void pageRequested(Nightkeep::Page page);

private:
    void showChosen();

    QListWidget *m_sections;
    QTextBrowser *m_text;
};

} // namespace Nightkeep
