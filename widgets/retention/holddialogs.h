// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/retentiontables.h"
#include "widgets/common/tabledialog.h"

#include <QMap>

class QComboBox;
class QDateEdit;
class QLineEdit;

namespace Nightkeep {

/// "Hold a course…": what, why, by whom, and when somebody looks at it again. Nothing is stored by the dialog itself.
class HoldDialog final : public InputDialog
{
    Q_OBJECT

public:
    /// Of the courses their names by their numbers.
    HoldDialog(const QString &site, const QMap<qint64, QString> &courses, const QDate &today, QSettings &settings,
               QWidget *parent);

    [[nodiscard]] LegalHold hold() const;

private:
    void updateParts();

    QString m_site;
    QMap<qint64, QString> m_courses;
    QComboBox *m_course;
    QLineEdit *m_reason;
    QLineEdit *m_by;
    QDateEdit *m_review;
    QPushButton *m_ok;
};

/// "Holds…": those that hold and those that have ended; one may be ended, and its request copied.
class HoldsDialog final : public TableDialog
{
    Q_OBJECT

public:
    /// `views`: of all sites, for what is asked of the storage team.
    HoldsDialog(const PageContext &context, const QList<LegalHold> &holds, const QList<RetentionView> &views,
                bool writable, QWidget *parent);

signals:
    void endWanted(const Nightkeep::LegalHold &hold); ///< and the dialog is closed

private:
    [[nodiscard]] const LegalHold *chosen() const;
    [[nodiscard]] const RetentionView *siteOf(const LegalHold &hold) const; ///< null: the workspace has it no more
    void updateActions();
    void copyRequest();

    ColumnTable<LegalHold> *m_model;
    QList<RetentionView> m_views;
    bool m_writable;
    QPushButton *m_end;
    QPushButton *m_request;
};

} // namespace Nightkeep
