// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/pagearea.h"

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
    /// `settings` outlives it.
    HelpDialog(QSettings &settings, const QList<PageArea> &areas, QWidget *parent = nullptr);

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
