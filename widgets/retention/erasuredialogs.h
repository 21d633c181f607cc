// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/retentiontables.h"
#include "models/workspace.h"
#include "widgets/common/tabledialog.h"

#include <QMap>

class QComboBox;
class QDateEdit;
class QLineEdit;

namespace Nightkeep {

/// "Record an erasure…": one person, by a reference and never by name, who was erased from the living Moodle.
class ErasureDialog final : public InputDialog
{
    Q_OBJECT

public:
    /// Of the courses their names by their numbers.
    ErasureDialog(const QString &site, const QMap<qint64, QString> &courses, const QDate &today, QSettings &settings,
                  QWidget *parent);

    [[nodiscard]] ErasureRecord record() const;

private:
    void updateParts();
    [[nodiscard]] std::optional<QList<qint64>> courses() const; ///< nullopt: there is no such course

    QString m_site;
    QMap<qint64, QString> m_courses;
    QLineEdit *m_reference;
    QDateEdit *m_erasedOn;
    QLineEdit *m_in;
    QLineEdit *m_by;
    QPushButton *m_ok;
};

/// "Erasures…": for each the copies that may still hold the person's data, with the day on which each ends.
class ErasuresDialog final : public TableDialog
{
    Q_OBJECT

public:
    ErasuresDialog(const PageContext &context, const WorkspaceReading &reading, const QList<ErasureRecord> &records,
                   bool writable, QWidget *parent);

signals:
    void removeWanted(const Nightkeep::ErasureRecord &record); ///< and the dialog is closed

private:
    [[nodiscard]] QStringList fields() const override { return {}; } ///< which is looked at is no edit
    void read();
    void showCopies(const QList<ErasureCopy> &copies);

    WorkspaceReading m_reading;
    QList<ErasureRecord> m_records;
    ColumnTable<ErasureCopy> *m_model;
    QComboBox *m_which;
    QPushButton *m_remove;
    quint64 m_asked = 0; ///< what is found for an older question is not shown
};

} // namespace Nightkeep
