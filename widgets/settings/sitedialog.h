// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/site.h"
#include "widgets/common/inputdialog.h"

#include <QStringList>

class QComboBox;
class QLabel;
class QLineEdit;

namespace Nightkeep {

/// All details of one Moodle: where its database and its folders are. Checked before it is accepted.
class SiteDialog final : public InputDialog
{
    Q_OBJECT

public:
    /// A site without a name is a new one.
    SiteDialog(const Site &site, const QStringList &servers, QWidget *parent = nullptr);

    [[nodiscard]] Site site() const;

signals:
    void removeRequested();

private:
    [[nodiscard]] QComboBox *serverBox(const QString &name, const QString &chosen, const QStringList &servers);
    [[nodiscard]] QLineEdit *line(const QString &name, const QString &text, const QString &example);
    void tryAccept();

    Site m_before;
    QLineEdit *m_name;
    QComboBox *m_databaseServer;
    QLineEdit *m_databaseSocket;
    QLineEdit *m_databaseName;
    QLineEdit *m_databaseUser;
    QLineEdit *m_tablePrefix;
    QComboBox *m_dataServer;
    QLineEdit *m_dataFolder;
    QLineEdit *m_codeFolder;
    QLineEdit *m_archiveFolder;
    QLineEdit *m_backupFolder;
    QLineEdit *m_timeZone;
    QLabel *m_problem;
};

} // namespace Nightkeep
