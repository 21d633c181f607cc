// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/site.h"
#include "widgets/common/inputdialog.h"

#include <QStringList>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QTabWidget;

namespace Nightkeep {

/// All details of one Moodle: where its database, its folders and its own programs are. Checked before it is accepted.
class SiteDialog final : public InputDialog
{
    Q_OBJECT

public:
    /// A site without a name is a new one.
    SiteDialog(const Site &site, const QStringList &servers, QWidget *parent = nullptr);

    [[nodiscard]] Site site() const;
    void setAuthority(const QString &file);

signals:
    void removeRequested();
    void testRequested(const Nightkeep::Site &site); ///< as it is typed: it makes sense, but is not kept
    void authorityWanted(); ///< a file is to be chosen for setAuthority()

private:
    [[nodiscard]] QComboBox *serverBox(const QString &name, const QString &chosen, const QStringList &servers);
    [[nodiscard]] QLineEdit *line(const QString &name, const QString &text, const QString &example);
    /// A field of a form, with its title and what it is for.
    void addRow(QFormLayout *form, const QString &title, QWidget *field, const QString &help = {});
    [[nodiscard]] QFormLayout *addTab(const QString &title, const QString &about);
    void buildDatabase();
    void buildFiles();
    void buildPrograms();
    void buildButtons();
    void showExamples(); ///< of the kind of database that is chosen
    [[nodiscard]] bool isSound(); ///< else it says why
    void tryAccept();

    Site m_before;
    QLineEdit *m_name;
    QTabWidget *m_tabs;
    QComboBox *m_databaseKind;
    QComboBox *m_databaseServer;
    QLineEdit *m_databaseSocket;
    QLineEdit *m_databaseAddress;
    QLineEdit *m_databaseAuthority;
    QLineEdit *m_databaseName;
    QLineEdit *m_databaseUser;
    QLineEdit *m_tablePrefix;
    QComboBox *m_dataServer;
    QLineEdit *m_dataFolder;
    QLineEdit *m_codeFolder;
    QLineEdit *m_archiveFolder;
    QLineEdit *m_backupFolder;
    QLineEdit *m_timeZone;
    QLineEdit *m_webUser;
    QLineEdit *m_phpProgram;
    QLabel *m_problem;
};

} // namespace Nightkeep
