// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/term.h"
#include "models/base/columntable.h"
#include "widgets/common/tabledialog.h"

#include <optional>

class QDateEdit;
class QLineEdit;
class QSettings;
class QSpinBox;

namespace Nightkeep {

/// One term: its name, and from when on a backup counts as up to date. Nothing is stored by the dialog itself.
class TermDialog final : public InputDialog
{
    Q_OBJECT

public:
    TermDialog(const QString &title, const Term &term, QSettings &settings, QWidget *parent);

    [[nodiscard]] Term term() const;

private:
    void updateParts();

    QLineEdit *m_name;
    QLineEdit *m_words;
    QSpinBox *m_year;
    QDateEdit *m_cutOff;
    QPushButton *m_ok;
};

/// The terms that the workspace keeps, to add, change and remove.
class TermsDialog final : public TableDialog
{
    Q_OBJECT

public:
    TermsDialog(const PageContext &context, const QList<Term> &terms, QWidget *parent);

signals:
    void changed(); ///< the workspace was written

private:
    [[nodiscard]] const Term *chosen() const;
    [[nodiscard]] Term proposed() const;
    void showTerms(const QList<Term> &terms);
    void updateActions();
    void add();
    void change();
    void remove();
    void replace(const std::optional<Term> &seen, const std::optional<Term> &term, const QString &done);

    ColumnTable<Term> *m_model;
    QPushButton *m_add;
    QPushButton *m_change;
    QPushButton *m_remove;
};

} // namespace Nightkeep
