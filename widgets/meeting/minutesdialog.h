// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/agenda.h"
#include "widgets/common/pagecontext.h"

#include <QDialog>

class QComboBox;
class QPlainTextEdit;

namespace Nightkeep {

class ErrorBanner;

/// The minutes of a day as text, to be copied or saved.
class MinutesDialog final : public QDialog
{
    Q_OBJECT

public:
    MinutesDialog(const PageContext &context, const QList<Decision> &decisions, const QList<AgendaItem> &open,
                  QWidget *parent);

private:
    void showDay();
    void copy();
    void save();
    [[nodiscard]] QDate day() const;

    PageContext m_context;
    QList<Decision> m_decisions;
    QList<AgendaItem> m_open;
    ErrorBanner *m_error;
    QComboBox *m_day;
    QPlainTextEdit *m_text;
};

} // namespace Nightkeep
