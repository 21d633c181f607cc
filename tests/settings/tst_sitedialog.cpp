// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/settingsstage.h"
#include "tests/support/testmain.h"
#include "widgets/common/factsview.h"
#include "widgets/settings/sitedialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabWidget>

using namespace Nightkeep;

/// The details of a site, and what its account may do.
class TstSiteDialog : public QObject, private SettingsStage
{
    Q_OBJECT

private:
    const QString moodle = QStringLiteral("moodle");
    const QStringList servers {QStringLiteral("web"), QStringLiteral("db")};

    /// Each member has another text, so that no two fields can be swapped.
    static Site wholeSite()
    {
        Site site;
        site.name = QStringLiteral("whole");
        site.databaseKind = DatabaseKind::PostgreSql;
        site.databaseServer = QStringLiteral("db");
        site.databaseSocket = QStringLiteral("/run/postgresql/.s.PGSQL.5433");
        site.databaseAddress = QStringLiteral("db.example.org:5433");
        site.databaseAuthority = QStringLiteral("/etc/ssl/university.pem");
        site.databaseName = QStringLiteral("lms");
        site.databaseUser = QStringLiteral("looker");
        site.tablePrefix = QStringLiteral("m_");
        site.dataServer = QStringLiteral("web");
        site.dataFolder = "/data/lms";
        site.codeFolder = "/srv/www/lms";
        site.archiveFolder = "/data/old";
        site.backupFolder = "/data/zips";
        site.timeZone = QStringLiteral("Europe/London");
        site.webUser = QStringLiteral("apache");
        site.phpProgram = "/opt/php8.2/bin/ph\xff";
        return site;
    }
    template<typename T> static T *fieldOf(const QWidget &dialog, const char *name)
    {
        return dialog.findChild<T *>(QString::fromLatin1(name));
    }
    static void type(const QWidget &dialog, const char *name, const QString &text)
    {
        auto *line = fieldOf<QLineEdit>(dialog, name);
        line->selectAll();
        QTest::keyClicks(line, text);
    }

    void openSite()
    {
        open();
        QTRY_VERIFY(action("editSite")->isEnabled());
        action("editSite")->trigger();
        QTRY_VERIFY(dialog("siteDialog"));
    }
    QDialog *siteDialog() { return dialog("siteDialog"); }
    void press(const char *name) { QTest::mouseClick(fieldOf<QPushButton>(*siteDialog(), name), Qt::LeftButton); }
    void test()
    {
        press("siteTest");
        QTRY_VERIFY(dialog("rightsDialog"));
        settle();
        QTRY_VERIFY(fieldOf<QPushButton>(*dialog("rightsDialog"), "checkAgain")->isEnabled());
    }
    QString facts() { return fieldOf<FactsView>(*dialog("rightsDialog"), "checkFacts")->toPlainText(); }
    QString script() { return fieldOf<QPlainTextEdit>(*dialog("rightsDialog"), "rightsScript")->toPlainText(); }
    void setRights(const Result<SiteRights> &rights)
    {
        m_workspace->moodles.change(moodle, [&rights](FakeMoodle &each) { each.rights = rights; });
    }
    static SiteRights soundRights()
    {
        SiteRights rights;
        rights.account = QStringLiteral("reader@localhost");
        rights.mayRead = true;
        rights.mayWrite = true;
        return rights;
    }

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void nothingIsLostByLooking()
    {
        const SiteDialog dialog(wholeSite(), servers);
        QVERIFY(dialog.site() == wholeSite());
    }

    void eachFieldIsTyped()
    {
        SiteDialog dialog(Site(), servers);
        const Site whole = wholeSite();
        type(dialog, "siteName", whole.name);
        QTest::keyClick(fieldOf<QComboBox>(dialog, "siteDatabaseKind"), Qt::Key_Down);
        fieldOf<QComboBox>(dialog, "siteDatabaseServer")->setCurrentIndex(1);
        type(dialog, "siteDatabaseSocket", whole.databaseSocket);
        type(dialog, "siteDatabaseAddress", whole.databaseAddress);
        type(dialog, "siteDatabaseAuthority", whole.databaseAuthority);
        type(dialog, "siteDatabaseName", whole.databaseName);
        type(dialog, "siteDatabaseUser", whole.databaseUser);
        type(dialog, "siteTablePrefix", whole.tablePrefix);
        fieldOf<QComboBox>(dialog, "siteDataServer")->setCurrentIndex(0);
        type(dialog, "siteDataFolder", QStringLiteral("/data/lms"));
        type(dialog, "siteCodeFolder", QStringLiteral("/srv/www/lms"));
        type(dialog, "siteArchiveFolder", QStringLiteral("/data/old"));
        type(dialog, "siteBackupFolder", QStringLiteral("/data/zips"));
        type(dialog, "siteTimeZone", whole.timeZone);
        type(dialog, "siteWebUser", whole.webUser);
        type(dialog, "sitePhpProgram", QStringLiteral("/usr/bin/php8.2"));
        Site expected = whole;
        expected.phpProgram = "/usr/bin/php8.2";
        QVERIFY(dialog.site() == expected);
    }

    void examplesAreOfTheKindOfDatabase()
    {
        SiteDialog dialog({}, servers);
        const auto example = [&dialog](const char *name) {
            return fieldOf<QLineEdit>(dialog, name)->placeholderText();
        };
        QCOMPARE(example("siteDatabaseSocket"), QStringLiteral("/var/run/mysqld/mysqld.sock"));
        QVERIFY(example("siteDatabaseAddress").endsWith(QLatin1String(":3306")));
        fieldOf<QComboBox>(dialog, "siteDatabaseKind")->setCurrentIndex(1);
        QCOMPARE(example("siteDatabaseSocket"), QStringLiteral("/var/run/postgresql/.s.PGSQL.5432"));
        QVERIFY(example("siteDatabaseAddress").endsWith(QLatin1String(":5432")));
        QCOMPARE(dialog.site().databaseSocket, QString()); // an example is nothing that was typed
    }

    void eachFieldSaysWhatItIsFor()
    {
        const SiteDialog dialog(wholeSite(), servers);
        for (const QWidget *field : dialog.findChild<QTabWidget *>()->findChildren<QWidget *>()) {
            const bool isField = qobject_cast<const QLineEdit *>(field) || qobject_cast<const QComboBox *>(field);
            if (isField && field->objectName().startsWith(QLatin1String("site")))
                QVERIFY2(!field->accessibleDescription().isEmpty(), qPrintable(field->objectName()));
        }
    }

    void onlyWhatMakesSenseIsTested()
    {
        Site site = wholeSite();
        site.tablePrefix = QStringLiteral("m-");
        SiteDialog dialog(site, servers);
        dialog.show();
        QSignalSpy asked(&dialog, &SiteDialog::testRequested);
        const auto *problem = fieldOf<QLabel>(dialog, "siteProblem");
        fieldOf<QPushButton>(dialog, "siteTest")->click();
        QCOMPARE(asked.count(), 0);
        QVERIFY2(problem->isVisible() && problem->text().contains(QLatin1String("m-")), qPrintable(problem->text()));
        fieldOf<QLineEdit>(dialog, "siteTablePrefix")->setText(QStringLiteral("m_"));
        fieldOf<QPushButton>(dialog, "siteTest")->click();
        QCOMPARE(asked.count(), 1);
        QVERIFY(!problem->isVisible());
        QVERIFY(dialog.isVisible()); // it goes on
    }

    void aFileOfCertificatesIsChosen()
    {
        openSite();
        m_dialogs.fileToOpen = QStringLiteral("/etc/ssl/university.pem");
        press("siteBrowseAuthority");
        QCOMPARE(fieldOf<QLineEdit>(*siteDialog(), "siteDatabaseAuthority")->text(),
                 QStringLiteral("/etc/ssl/university.pem"));
    }

    void rightsAreSaid_data()
    {
        using Change = std::function<void(SiteRights &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("unsaid");
        const auto row = [](const char *name, const Change &change, const char *said, const char *unsaid) {
            QTest::newRow(name) << change << QString::fromLatin1(said) << QString::fromLatin1(unsaid);
        };
        row(
            "the account", [](SiteRights &) {}, "reader@localhost", "unknown");
        row(
            "no account said", [](SiteRights &rights) { rights.account.clear(); }, "unknown", "reader");
        row(
            "all is read", [](SiteRights &) {}, "may read all that is read", "may not read");
        row(
            "all is written", [](SiteRights &) {}, "may change the backup settings", "can only be read");
        row(
            "not too many", [](SiteRights &) {}, "has no right that is not needed", "What is missing");
        row(
            "not all is read", [](SiteRights &rights) { rights.mayRead = false; }, "may not read all",
            "may read all that");
        row(
            "not written", [](SiteRights &rights) { rights.mayWrite = false; }, "they can only be read", "may change");
        row(
            "missing", [](SiteRights &rights) { rights.missing << QStringLiteral("SELECT on mdl_user: no names."); },
            "SELECT on mdl_user: no names.", "What is not known");
        row(
            "too many", [](SiteRights &rights) { rights.tooMany << QStringLiteral("FILE on all."); }, "FILE on all.",
            "has no right that is not needed");
        row(
            "not listed", [](SiteRights &rights) { rights.unknown << QStringLiteral("Roles."); }, "Roles.",
            "has no right that is not needed");
    }
    void rightsAreSaid()
    {
        using Change = std::function<void(SiteRights &)>;
        QFETCH(Change, change);
        QFETCH(QString, said);
        QFETCH(QString, unsaid);
        SiteRights rights = soundRights();
        change(rights);
        setRights(rights);
        openSite();
        test();
        QTRY_VERIFY2(facts().contains(said), qPrintable(facts()));
        QVERIFY2(!facts().contains(unsaid), qPrintable(facts()));
        QVERIFY(siteDialog()); // which goes on below it
    }

    void theSiteIsTestedAsItIsTyped()
    {
        setRights(soundRights());
        openSite();
        type(*siteDialog(), "siteName", QStringLiteral("other")); // of which no Moodle is there
        test();
        QTRY_VERIFY2(facts().contains(QLatin1String("The database of other does not answer.")), qPrintable(facts()));
        QVERIFY2(!facts().contains(QLatin1String("may read")), qPrintable(facts()));
        QCOMPARE(m_workspace->siteStore.sites()->constFirst().name, moodle); // nothing was kept
    }

    void aRefusedPasswordSaysWhereItIsGiven()
    {
        openSite();
        setRights(fail(ErrorKind::AuthenticationFailed, QStringLiteral("The account was refused.")));
        test();
        QTRY_VERIFY2(facts().contains(QLatin1String("The account was refused.")), qPrintable(facts()));
        QVERIFY2(facts().contains(QLatin1String("Database password")), qPrintable(facts()));
    }

    void theStatementsAreOfTheEditionAndAreCopied()
    {
        setRights(soundRights());
        openSite();
        test();
        const QString old = script();
        QVERIFY2(old.contains(QLatin1String("mdl_backup_config")), qPrintable(old));
        fieldOf<QComboBox>(*dialog("rightsDialog"), "rightsEdition")->setCurrentIndex(1);
        QVERIFY2(script().contains(QLatin1String("mdl_config_plugins")), qPrintable(script()));
        QVERIFY(script() != old);
        fieldOf<QPushButton>(*dialog("rightsDialog"), "copyRightsScript")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), script());
        QCOMPARE(m_said.constLast(), QStringLiteral("The statements were copied."));
    }

    void lookingAtRightsIsNoEdit()
    {
        setRights(soundRights());
        openSite();
        const auto *site = qobject_cast<InputDialog *>(siteDialog());
        QVERIFY(site && !site->hasInput());
        test();
        fieldOf<QComboBox>(*dialog("rightsDialog"), "rightsEdition")->setCurrentIndex(1);
        QVERIFY(!site->hasInput());
        dialog("rightsDialog")->reject();
        QTRY_VERIFY(!dialog("rightsDialog"));
        QVERIFY(!site->hasInput());
        fieldOf<QLineEdit>(*siteDialog(), "siteWebUser")->setText(QStringLiteral("www-data"));
        QVERIFY(site->hasInput());
    }
};

NIGHTKEEP_TEST(TstSiteDialog, widget, Window, 300)
#include "tst_sitedialog.moc"
