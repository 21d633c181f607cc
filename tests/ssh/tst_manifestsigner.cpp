// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshmanifestsigner.h"
#include "app/ssh/sshsignature.h"
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimeZone>
#include <QtTest>

using namespace Nightkeep;

namespace {

const QByteArray signedManifest = QByteArrayLiteral("NIGHTKEEP/1\0archive-manifest\0R\0run\0") + QByteArray(5000, 'm');

QDateTime signingDay(int day)
{
    return QDateTime(QDate(2026, 6, day), QTime(12, 0), QTimeZone::utc());
}

/// Answers every question with one passphrase.
class PassphrasePrompter final : public Prompter
{
public:
    explicit PassphrasePrompter(std::optional<QString> answer)
        : m_answer(std::move(answer))
    {
    }
    std::optional<QString> ask(const Prompt &prompt, const CancelToken &) override
    {
        asked.append(prompt.text);
        return m_answer;
    }
    QStringList asked;

private:
    std::optional<QString> m_answer;
};

} // namespace

/// Signatures by this machine's own ssh-keygen.
class TstManifestSigner : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void whatIsSignedIsGood();
    void whatWasChangedIsBad_data();
    void whatWasChangedIsBad();
    void whoIsNotAllowedIsToldSo();
    void aKeyThatEndedIsGoodForWhatWasSeenBefore_data();
    void aKeyThatEndedIsGoodForWhatWasSeenBefore();
    void noSignatureIsNotABadOne();
    void anotherNamespaceIsBad();
    void aKeyThatIsNotThere();
    void aPassphraseIsAskedFor();
    void nobodyToAskSignsNothing();
    void nothingIsLeftBehind();

private:
    void makeKey(const QString &name, const QString &passphrase = {});
    [[nodiscard]] QString key(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] AllowedSigner signerOf(const QString &name) const;
    [[nodiscard]] SshHostsOptions options(Prompter *prompter = nullptr) const;
    [[nodiscard]] ManifestSignature known() const;

    QTemporaryDir m_folder;
    QString m_signature; ///< of the manifest, by "team"
};

void TstManifestSigner::makeKey(const QString &name, const QString &passphrase)
{
    QProcess keygen;
    keygen.start(QStringLiteral("ssh-keygen"),
                 {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
                  passphrase, QStringLiteral("-C"), QStringLiteral("a comment"), QStringLiteral("-f"), key(name)});
    QVERIFY(keygen.waitForFinished(60000) && keygen.exitCode() == 0);
}

AllowedSigner TstManifestSigner::signerOf(const QString &name) const
{
    QFile file(key(name) + QStringLiteral(".pub"));
    AllowedSigner signer;
    signer.name = name + QStringLiteral("@example.org");
    if (file.open(QIODevice::ReadOnly))
        signer.publicKey = QString::fromLatin1(file.readAll()).section(u' ', 0, 1);
    return signer;
}

SshHostsOptions TstManifestSigner::options(Prompter *prompter) const
{
    SshHostsOptions options;
    options.runtimeFolder = m_folder.filePath(QStringLiteral("run"));
    options.askpassProgram = testBinary(QStringLiteral("nightkeep-testaskpassprogram"));
    options.prompter = prompter;
    return options;
}

ManifestSignature TstManifestSigner::known() const
{
    ManifestSignature signature;
    signature.run = QStringLiteral("r1");
    signature.signature = m_signature;
    return signature;
}

void TstManifestSigner::initTestCase()
{
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("run")));
    makeKey(QStringLiteral("team"));
    makeKey(QStringLiteral("other"));
    makeKey(QStringLiteral("locked"), QStringLiteral("open sesame"));
    SshManifestSigner signer(options());
    const Result<QString> made = signer.sign(signedManifest, key(QStringLiteral("team")), CancelToken());
    QVERIFY2(made, made ? "" : qPrintable(made.error().message + made.error().detail));
    m_signature = *made;
}

void TstManifestSigner::whatIsSignedIsGood()
{
    SshManifestSigner signer(options());
    const Result<ManifestSignature> checked = signer.check(
        signedManifest, known(), {signerOf(QStringLiteral("other")), signerOf(QStringLiteral("team"))}, CancelToken());
    QVERIFY2(checked, checked ? "" : qPrintable(checked.error().message));
    QCOMPARE(checked->verdict, SignatureVerdict::Good);
    QCOMPARE(checked->signer, QStringLiteral("team@example.org"));
    QCOMPARE(checked->run, QStringLiteral("r1"));
    QCOMPARE(checked->reason, QString());
    const QString publicKey = signerOf(QStringLiteral("team")).publicKey.section(u' ', 1, 1);
    QCOMPARE(checked->fingerprint, fingerprintOfKey(publicKey.toLatin1()));
    QVERIFY(checked->fingerprint.startsWith(QLatin1String("SHA256:")));
}

void TstManifestSigner::whatWasChangedIsBad_data()
{
    QTest::addColumn<QByteArray>("manifest");
    QTest::addColumn<int>("from"); // of the signature, what is cut away
    QByteArray one = signedManifest;
    one[2000] = 'M';
    QTest::newRow("a byte of the manifest") << one << -1;
    QTest::newRow("its end") << signedManifest.chopped(1) << -1;
    QTest::newRow("more behind it") << signedManifest + '\n' << -1;
    QTest::newRow("nothing") << QByteArray() << -1;
    QTest::newRow("half a signature") << signedManifest << 120;
    QTest::newRow("its first line") << signedManifest << 29;
}

void TstManifestSigner::whatWasChangedIsBad()
{
    QFETCH(QByteArray, manifest);
    QFETCH(int, from);
    ManifestSignature signature = known();
    if (from >= 0)
        signature.signature.truncate(from);
    SshManifestSigner signer(options());
    const Result<ManifestSignature> checked =
        signer.check(manifest, signature, {signerOf(QStringLiteral("team"))}, CancelToken());
    QVERIFY(checked);
    QCOMPARE(checked->verdict, SignatureVerdict::Bad);
    QVERIFY(!checked->reason.isEmpty());
    QCOMPARE(checked->signer, QString());
}

void TstManifestSigner::whoIsNotAllowedIsToldSo()
{
    SshManifestSigner signer(options());
    for (const QList<AllowedSigner> &allowed :
         {QList<AllowedSigner>(), QList<AllowedSigner> {signerOf(QStringLiteral("other"))}}) {
        const Result<ManifestSignature> checked = signer.check(signedManifest, known(), allowed, CancelToken());
        QVERIFY(checked);
        QCOMPARE(checked->verdict, SignatureVerdict::UnknownSigner);
        QVERIFY(checked->reason.contains(checked->fingerprint));
    }
}

void TstManifestSigner::aKeyThatEndedIsGoodForWhatWasSeenBefore_data()
{
    QTest::addColumn<QDateTime>("signedAt");
    QTest::addColumn<int>("verdict");
    QTest::newRow("before") << signingDay(1) << int(SignatureVerdict::Good);
    QTest::newRow("after") << signingDay(20) << int(SignatureVerdict::UnknownSigner);
    QTest::newRow("nobody saw when") << QDateTime() << int(SignatureVerdict::UnknownSigner);
}

void TstManifestSigner::aKeyThatEndedIsGoodForWhatWasSeenBefore()
{
    QFETCH(QDateTime, signedAt);
    QFETCH(int, verdict);
    AllowedSigner ended = signerOf(QStringLiteral("team"));
    ended.until = signingDay(10);
    ManifestSignature signature = known();
    signature.signedAt = signedAt;
    SshManifestSigner signer(options());
    QCOMPARE(int(signer.check(signedManifest, signature, {ended}, CancelToken())->verdict), verdict);
}

void TstManifestSigner::noSignatureIsNotABadOne()
{
    ManifestSignature none = known();
    none.signature.clear();
    SshManifestSigner signer(options());
    QCOMPARE(signer.check(signedManifest, none, {signerOf(QStringLiteral("team"))}, CancelToken())->verdict,
             SignatureVerdict::NotSigned);
}

void TstManifestSigner::anotherNamespaceIsBad()
{
    // A good signature of the team's over the same bytes, made for something else.
    const QString file = m_folder.filePath(QStringLiteral("mail"));
    QFile mail(file);
    QVERIFY(mail.open(QIODevice::WriteOnly) && mail.write(signedManifest) == signedManifest.size());
    mail.close();
    QProcess keygen;
    keygen.start(QStringLiteral("ssh-keygen"),
                 {QStringLiteral("-Y"), QStringLiteral("sign"), QStringLiteral("-n"), QStringLiteral("email"),
                  QStringLiteral("-f"), key(QStringLiteral("team")), file});
    QVERIFY(keygen.waitForFinished(60000) && keygen.exitCode() == 0);
    QFile made(file + QStringLiteral(".sig"));
    QVERIFY(made.open(QIODevice::ReadOnly));
    ManifestSignature signature = known();
    signature.signature = QString::fromLatin1(made.readAll());
    SshManifestSigner signer(options());
    QCOMPARE(signer.check(signedManifest, signature, {signerOf(QStringLiteral("team"))}, CancelToken())->verdict,
             SignatureVerdict::Bad);
}

void TstManifestSigner::aKeyThatIsNotThere()
{
    SshManifestSigner signer(options());
    QCOMPARE(signer.sign(signedManifest, key(QStringLiteral("none")), CancelToken()).error().kind, ErrorKind::NotFound);
    const Result<QString> noKey = signer.sign(signedManifest, key(QStringLiteral("mail")), CancelToken());
    QVERIFY(!noKey);
}

void TstManifestSigner::aPassphraseIsAskedFor()
{
    PassphrasePrompter right(QStringLiteral("open sesame"));
    SshManifestSigner signer(options(&right));
    const Result<QString> made = signer.sign(signedManifest, key(QStringLiteral("locked")), CancelToken());
    QVERIFY2(made, made ? "" : qPrintable(made.error().message + made.error().detail));
    QVERIFY(!right.asked.isEmpty());
    ManifestSignature signature = known();
    signature.signature = *made;
    QCOMPARE(signer.check(signedManifest, signature, {signerOf(QStringLiteral("locked"))}, CancelToken())->verdict,
             SignatureVerdict::Good);

    PassphrasePrompter wrong(QStringLiteral("open barley"));
    const Result<QString> refused =
        SshManifestSigner(options(&wrong)).sign(signedManifest, key(QStringLiteral("locked")), CancelToken());
    QVERIFY(!refused);
    QVERIFY(!refused.error().detail.contains(QLatin1String("barley")));

    PassphrasePrompter closed(std::nullopt);
    const Result<QString> stopped =
        SshManifestSigner(options(&closed)).sign(signedManifest, key(QStringLiteral("locked")), CancelToken());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
}

void TstManifestSigner::nobodyToAskSignsNothing()
{
    SshManifestSigner signer(options());
    const Result<QString> made = signer.sign(signedManifest, key(QStringLiteral("locked")), CancelToken());
    QVERIFY(!made);
    QVERIFY(made.error().kind != ErrorKind::Cancelled);
}

void TstManifestSigner::nothingIsLeftBehind()
{
    QCOMPARE(QDir(m_folder.filePath(QStringLiteral("run")))
                 .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot),
             QStringList());
}

NIGHTKEEP_TEST(TstManifestSigner, integration, Core, 180)
#include "tst_manifestsigner.moc"
