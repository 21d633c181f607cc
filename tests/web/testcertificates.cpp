// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/web/testcertificates.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>

namespace Nightkeep {

namespace {

const QString here = QStringLiteral("DNS:localhost,IP:127.0.0.1");

QString stamp(int days)
{
    return QDateTime::currentDateTimeUtc().addDays(days).toString(QStringLiteral("yyyyMMddhhmmss'Z'"));
}

} // namespace

bool TestCertificates::run(const QStringList &arguments)
{
    QProcess openssl;
    openssl.setWorkingDirectory(m_folder.path());
    openssl.setProcessChannelMode(QProcess::MergedChannels);
    openssl.start(QStringLiteral("openssl"), arguments);
    if (openssl.waitForFinished(90000) && openssl.exitStatus() == QProcess::NormalExit && openssl.exitCode() == 0)
        return true;
    m_problem = openssl.errorString() + u' ' + QString::fromUtf8(openssl.readAll());
    return false;
}

QByteArray TestCertificates::read(const QString &name)
{
    QFile file(m_folder.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool TestCertificates::sign(const QString &name, const QString &subject, const QString &alternative, int days,
                            TestCertificate &certificate)
{
    // `openssl ca` alone takes the days themselves, and so can make a certificate that has ended.
    QFile config(m_folder.filePath(QStringLiteral("ca.cnf")));
    if (!config.open(QIODevice::WriteOnly))
        return false;
    config.write("[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nrand_serial=yes\nnew_certs_dir=.\n"
                 "default_md=sha256\npolicy=any\nunique_subject=no\nx509_extensions=leaf\n"
                 "[any]\ncommonName=supplied\n[leaf]\nbasicConstraints=CA:FALSE\nsubjectAltName="
                 + alternative.toLatin1() + "\n");
    config.close();
    const QString key = name + QStringLiteral(".key");
    const QString pem = name + QStringLiteral(".pem");
    if (!run({QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-newkey"), QStringLiteral("ec"),
              QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
              QStringLiteral("-keyout"), key, QStringLiteral("-out"), QStringLiteral("request"),
              QStringLiteral("-subj"), subject}))
        return false;
    const bool past = days < 0;
    if (!run({QStringLiteral("ca"), QStringLiteral("-batch"), QStringLiteral("-notext"), QStringLiteral("-config"),
              QStringLiteral("ca.cnf"), QStringLiteral("-cert"), QStringLiteral("authority.pem"),
              QStringLiteral("-keyfile"), QStringLiteral("authority.key"), QStringLiteral("-in"),
              QStringLiteral("request"), QStringLiteral("-out"), pem, QStringLiteral("-startdate"),
              stamp(past ? days - 30 : -1), QStringLiteral("-enddate"), stamp(days)}))
        return false;
    certificate = {read(pem), read(key)};
    return !certificate.certificate.isEmpty() && !certificate.key.isEmpty();
}

bool TestCertificates::make()
{
    QFile index(m_folder.filePath(QStringLiteral("index.txt")));
    if (!index.open(QIODevice::WriteOnly))
        return false;
    index.close();
    const auto selfMade = [this](const QString &name, const QString &subject, const QStringList &extra) {
        return run(QStringList {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                                QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                                QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
                                QStringLiteral("-days"), QStringLiteral("365"), QStringLiteral("-keyout"),
                                name + QStringLiteral(".key"), QStringLiteral("-out"), name + QStringLiteral(".pem"),
                                QStringLiteral("-subj"), subject}
                   + extra);
    };
    if (!selfMade(QStringLiteral("authority"), QStringLiteral("/CN=Test authority"), {}))
        return false;
    m_authority = read(QStringLiteral("authority.pem"));
    if (!selfMade(QStringLiteral("self"), QStringLiteral("/CN=localhost"),
                  {QStringLiteral("-addext"), QStringLiteral("subjectAltName=") + here}))
        return false;
    selfSigned = {read(QStringLiteral("self.pem")), read(QStringLiteral("self.key"))};
    return sign(QStringLiteral("valid"), QStringLiteral("/CN=localhost"), here, 365, valid)
        && sign(QStringLiteral("soon"), QStringLiteral("/CN=localhost"), here, 5, endsSoon)
        && sign(QStringLiteral("expired"), QStringLiteral("/CN=localhost"), here, -1, expired)
        && sign(QStringLiteral("wrong"), QStringLiteral("/CN=elsewhere.example.org"),
                QStringLiteral("DNS:elsewhere.example.org"), 365, wrongHost);
}

} // namespace Nightkeep
