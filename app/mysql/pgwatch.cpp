// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mysql/pgwatch.h"

#include "app/apptr.h"
#include "app/mysql/packetreader.h"
#include "models/base/bytepath.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace Nightkeep {

namespace {

constexpr qsizetype pgHeaderSize = 5; // a letter, and a length that counts itself
constexpr qsizetype pgStartHeaderSize = 4; // the client's first packet has no letter
constexpr qsizetype pgMostOfLogin = 64 * 1024;
constexpr int pgMostLoginPackets = 200;
constexpr int pgMostNotices = 1000;
constexpr int pgMostSettings = 100;
// The library reckons so many rounds in one go, which nothing stops; servers ask for 4096.
constexpr int pgMostRounds = 1'000'000;

enum PgWay : quint32 {
    PgLetIn = 0,
    PgKerberos4 = 1,
    PgKerberos5 = 2,
    PgClear = 3,
    PgCrypt = 4,
    PgMd5 = 5,
    PgGss = 7,
    PgGssGoesOn = 8,
    PgSspi = 9,
    PgSasl = 10,
    PgSaslGoesOn = 11,
    PgSaslEnds = 12,
};

// Not among them: copies (G, H, W, d, c), answers to LISTEN (A), to functions (V) and to the library's other ways of
// asking (1, 2, 3, n, s, t), none of which this program uses.
constexpr std::string_view pgKnownTypes = "RSKNEvTDCIZ";

quint32 pgNumber(PacketReader &in, int width)
{
    quint32 value = 0;
    const QByteArrayView read = in.bytes(quint64(width));
    for (const char byte : read)
        value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

/// A word that ends with a NUL within the packet; nothing where it does not.
std::optional<QByteArrayView> pgWord(PacketReader &in)
{
    const qsizetype begin = in.position();
    const QByteArrayView word = in.word();
    return in.position() == begin + word.size() + 1 ? std::optional<QByteArrayView>(word) : std::nullopt;
}

/// Whether it is one word and its NUL.
bool pgIsWord(QByteArrayView payload)
{
    return !payload.isEmpty() && payload.indexOf('\0') == payload.size() - 1;
}

QString pgShown(QByteArrayView words)
{
    constexpr qsizetype most = 500;
    return visibleText(QString::fromUtf8(words.first(std::min(words.size(), most))));
}

struct PgRefusal
{
    QString code; ///< SQLSTATE
    QString words;
};

/// Of an error or a notice; nothing where it is none.
std::optional<PgRefusal> pgRefusal(QByteArrayView payload)
{
    PgRefusal refusal;
    PacketReader in(payload);
    while (in.isSound()) {
        const char field = char(pgNumber(in, 1));
        if (field == '\0')
            break;
        const std::optional<QByteArrayView> word = in.isSound() ? pgWord(in) : std::nullopt;
        if (!word)
            return std::nullopt;
        if (field == 'C')
            refusal.code = pgShown(*word);
        else if (field == 'M')
            refusal.words = pgShown(*word);
    }
    return in.isSound() && in.position() == payload.size() ? std::optional(refusal) : std::nullopt;
}

} // namespace

PgWatch::PgWatch(const QString &server, const QString &account, const QString &database, const SqlLimits &limits)
    : m_server(server)
    , m_account(account)
    , m_database(database)
    , m_limits(limits)
{
}

qsizetype PgWatch::headerSizeOf(Side from) const
{
    return from == Side::Client && m_phase == Phase::Startup ? pgStartHeaderSize : pgHeaderSize;
}

qsizetype PgWatch::packetSize(Side from, QByteArrayView header) const
{
    PacketReader in(header);
    if (headerSizeOf(from) == pgStartHeaderSize)
        return qsizetype(pgNumber(in, 4));
    const char type = char(pgNumber(in, 1));
    // What is no PostgreSQL at all is told by its first byte, and not waited for.
    if (from == Side::Server && pgKnownTypes.find(type) == std::string_view::npos)
        return 0;
    return 1 + qsizetype(pgNumber(in, 4));
}

qsizetype PgWatch::mostFromServer() const
{
    return isLoggedIn() ? m_limits.mostBytes : pgMostOfLogin;
}

Unexpected PgWatch::tooMuch() const
{
    return fail(answerTooLarge(m_server, m_limits));
}

Unexpected PgWatch::malformed(const char *what) const
{
    return fail(ErrorKind::Damaged,
                AppTr::tr("What the database server of %1 sent cannot be understood as PostgreSQL; the connection was "
                          "ended.")
                    .arg(m_server),
                AppTr::tr("Check that the socket in the site's details is PostgreSQL's. If it is, have the server "
                          "looked at: a sound one does not do this."),
                QString::fromLatin1(what));
}

Unexpected PgWatch::oddLibrary(const char *what) const
{
    return fail(ErrorKind::PermissionDenied,
                AppTr::tr("This computer's PostgreSQL library was about to send the server of %1 what no sound server "
                          "asks for. It was not sent.")
                    .arg(m_server),
                AppTr::tr("Check that the socket in the details is the database's, and have the server looked at."),
                QString::fromLatin1(what));
}

Unexpected PgWatch::openWay(const QString &name) const
{
    return fail(ErrorKind::PermissionDenied,
                AppTr::tr("The database server of %1 asks for a way of logging in that could show it the password, or "
                          "that Nightkeep does not know (%2). The password was not sent.")
                    .arg(m_server, name),
                AppTr::tr("Ask the database's administrator to let the account \"%1\" log in by scram-sha-256 or md5 "
                          "(pg_hba.conf). If that is so already, somebody may have taken the server's place: do not "
                          "log in there by other programs either.")
                    .arg(m_account));
}

// --- the server's side ---

Result<void> PgWatch::fromServer(QByteArray &packet)
{
    m_bytes += packet.size();
    if (m_bytes > mostFromServer())
        return tooMuch();
    const char type = packet.isEmpty() ? '\0' : packet.front();
    if (pgKnownTypes.find(type) == std::string_view::npos)
        return malformed("No answer of PostgreSQL that was asked for begins so.");
    if (packet.size() < pgHeaderSize || packet.size() != packetSize(Side::Server, packet))
        return malformed("A packet of another length than it says.");
    if (++m_packets > (isLoggedIn() ? m_limits.mostPackets : pgMostLoginPackets))
        return tooMuch();
    const QByteArrayView payload = QByteArrayView(packet).sliced(pgHeaderSize);
    if (m_phase == Phase::Startup)
        return malformed("It spoke before it was spoken to.");
    if (type == 'N' || type == 'S')
        return aside(type, payload, packet);
    if (type == 'E')
        return refused(payload);
    return isLoggedIn() ? answer(type, payload) : login(type, payload);
}

/// What may come at any time.
Result<void> PgWatch::aside(char type, QByteArrayView payload, QByteArray &packet)
{
    if (type == 'N') {
        if (!pgRefusal(payload))
            return malformed("A notice that cannot be one.");
        if (++m_notices > pgMostNotices)
            return tooMuch();
        packet.clear(); // the library would write it to the terminal
        return {};
    }
    PacketReader in(payload);
    if (!pgWord(in) || !pgWord(in) || in.position() != payload.size())
        return malformed("A setting that cannot be one.");
    return ++m_settings > pgMostSettings ? Result<void>(tooMuch()) : Result<void>();
}

Result<void> PgWatch::refused(QByteArrayView payload)
{
    const std::optional<PgRefusal> refusal = pgRefusal(payload);
    if (!refusal)
        return malformed("An error that cannot be one.");
    if (!isLoggedIn())
        return loginRefused(refusal->code, refusal->words);
    if (m_phase == Phase::Idle) // passed on, it would be taken for the answer to the next statement
        return fail(ErrorKind::Unreachable, AppTr::tr("The database server of %1 ended the connection.").arg(m_server),
                    AppTr::tr("Check that the server runs and can be reached, and try again."),
                    AppTr::tr("%1 (code %2)").arg(refusal->words, refusal->code));
    if (m_phase == Phase::Ended)
        return malformed("An error behind the end of an answer.");
    m_phase = Phase::Ended;
    return {};
}

Unexpected PgWatch::loginRefused(const QString &code, const QString &words) const
{
    const QString detail = AppTr::tr("%1 (code %2)").arg(words, code);
    if (code == u"28P01") // invalid_password; also for an account that is not there
        return fail(ErrorKind::AuthenticationFailed,
                    AppTr::tr("The database server of %1 refused the account \"%2\".").arg(m_server, m_account),
                    AppTr::tr("Check the account in the site's details, and its password."), detail);
    if (code == u"28000") // invalid_authorization_specification
        return fail(
            ErrorKind::PermissionDenied,
            AppTr::tr("The database server of %1 does not let the account \"%2\" in by this way.")
                .arg(m_server, m_account),
            AppTr::tr("Check the account in the site's details. If it is right, ask the database's "
                      "administrator for a line in pg_hba.conf: local \"%1\" \"%2\" scram-sha-256, or host with "
                      "127.0.0.1/32 where the site's details name a port.")
                .arg(m_database, m_account),
            detail);
    if (code == u"3D000") // invalid_catalog_name
        return fail(ErrorKind::NotFound, AppTr::tr("%1 has no database \"%2\".").arg(m_server, m_database),
                    AppTr::tr("Check the database's name in the site's details."), detail);
    if (code == u"42501") // insufficient_privilege
        return fail(
            ErrorKind::PermissionDenied,
            AppTr::tr("The account \"%1\" may not use the database \"%2\" of %3.").arg(m_account, m_database, m_server),
            AppTr::tr("Ask the database's administrator to grant it CONNECT there."), detail);
    if (code.startsWith(u"53")) // too_many_connections, and what else has run out
        return fail(ErrorKind::Busy,
                    AppTr::tr("The database server of %1 takes no more connections now.").arg(m_server),
                    AppTr::tr("Try again in a moment."), detail);
    if (code.startsWith(u"57P")) // starting up, or going down
        return fail(ErrorKind::Unreachable, AppTr::tr("The database server of %1 is starting or ending.").arg(m_server),
                    AppTr::tr("Try again in a moment."), detail);
    return fail(ErrorKind::Failed, AppTr::tr("The database server of %1 refused the login.").arg(m_server),
                AppTr::tr("Copy the details and show them to the database's administrator."), detail);
}

Result<void> PgWatch::login(char type, QByteArrayView payload)
{
    switch (type) {
    case 'R':
        return m_phase == Phase::Login ? way(payload) : malformed("A way of logging in, after the login.");
    case 'v': // it speaks an earlier form, and says which
        return m_phase == Phase::Login && m_way == Way::None ? Result<void>()
                                                             : malformed("Another protocol, after the beginning.");
    case 'K':
        return m_phase == Phase::LetIn ? Result<void>() : malformed("A key for a session that is not there.");
    case 'Z':
        if (m_phase != Phase::LetIn || payload != QByteArrayView("I"))
            return malformed("Ready before anybody was let in.");
        m_phase = Phase::Idle;
        return {};
    default:
        return malformed("An answer, where none was asked for.");
    }
}

Result<void> PgWatch::way(QByteArrayView payload)
{
    PacketReader in(payload);
    const quint32 asked = pgNumber(in, 4);
    if (!in.isSound() || m_replyAwaited)
        return malformed("A way of logging in that breaks off, or comes out of its turn.");
    const QByteArrayView data = payload.sliced(4);
    switch (asked) {
    case PgLetIn:
        // Of SCRAM the server has to prove itself too.
        if (!data.isEmpty() || (m_way == Way::Scram && m_steps != 3))
            return malformed("Let in amid the login.");
        m_phase = Phase::LetIn;
        return {};
    case PgMd5:
        if (m_way != Way::None || data.size() != 4)
            return malformed("A question that cannot be one.");
        m_way = Way::Md5;
        m_replyAwaited = true;
        return {};
    case PgSasl:
    case PgSaslGoesOn:
    case PgSaslEnds:
        return scram(asked, data);
    case PgClear:
    case PgCrypt:
        return openWay(QStringLiteral("password"));
    case PgKerberos4:
    case PgKerberos5:
        return openWay(QStringLiteral("krb5"));
    case PgGss:
    case PgGssGoesOn:
        return openWay(QStringLiteral("gss"));
    case PgSspi:
        return openWay(QStringLiteral("sspi"));
    default:
        return openWay(QString::number(asked));
    }
}

Result<void> PgWatch::scram(quint32 step, QByteArrayView data)
{
    if (step == PgSasl) {
        if (m_way != Way::None)
            return malformed("A second way of logging in.");
        bool isThere = false;
        PacketReader in(data);
        for (;;) {
            const std::optional<QByteArrayView> name = pgWord(in);
            if (!name)
                return malformed("A list of ways of logging in that breaks off.");
            if (name->isEmpty())
                break;
            isThere = isThere || *name == QByteArrayView("SCRAM-SHA-256");
        }
        if (!isThere)
            return openWay(pgShown(data.first(data.indexOf('\0'))));
        m_way = Way::Scram;
        m_replyAwaited = true;
        return {};
    }
    if (m_way != Way::Scram || m_steps != (step == PgSaslGoesOn ? 1 : 2))
        return malformed("A part of a login that is not its turn.");
    if (step == PgSaslEnds) {
        m_steps = 3;
        return {};
    }
    const qsizetype rounds = data.lastIndexOf(QByteArrayView(",i="));
    bool isNumber = false;
    const int count = rounds < 0 ? 0 : data.sliced(rounds + 3).toByteArray().toInt(&isNumber);
    if (!isNumber || count < 1 || count > pgMostRounds)
        return malformed("A login that would take this computer too long to reckon.");
    m_replyAwaited = true;
    return {};
}

Result<void> PgWatch::answer(char type, QByteArrayView payload)
{
    switch (type) {
    case 'T':
        return m_phase == Phase::Answer ? columns(payload)
                                        : malformed("An answer of several parts, which nobody had asked for.");
    case 'D':
        return m_phase == Phase::Rows ? row(payload) : malformed("A row, where none was announced.");
    case 'C':
    case 'I':
        if (m_phase != Phase::Answer && m_phase != Phase::Rows)
            return malformed("The end of what was not asked for.");
        if (type == 'I' ? !payload.isEmpty() : !pgIsWord(payload))
            return malformed("An end that cannot be one.");
        m_phase = Phase::Ended;
        return {};
    case 'Z':
        if (m_phase != Phase::Ended || payload.size() != 1
            || std::string_view("ITE").find(payload.front()) == std::string_view::npos)
            return malformed("Ready before it has answered.");
        m_phase = Phase::Idle;
        return {};
    default:
        return malformed("A part of the login, after it.");
    }
}

Result<void> PgWatch::columns(QByteArrayView payload)
{
    PacketReader in(payload);
    m_columns = int(pgNumber(in, 2));
    if (m_columns > SqlLimits::mostColumns)
        return tooMuch();
    for (int i = 0; i < m_columns; ++i) {
        if (!in.isSound() || !pgWord(in))
            return malformed("A column that cannot be one.");
        in.bytes(4 + 2 + 4 + 2 + 4); // table, its column, type, width, what the type was told
        if (pgNumber(in, 2) != 0)
            return malformed("A column that is not text.");
    }
    if (!in.isSound() || in.position() != payload.size())
        return malformed("Other columns than were announced.");
    m_phase = Phase::Rows;
    return {};
}

Result<void> PgWatch::row(QByteArrayView payload)
{
    constexpr quint32 null = 0xffffffff;
    PacketReader in(payload);
    if (int(pgNumber(in, 2)) != m_columns)
        return malformed("A row of other columns than were announced.");
    for (int i = 0; i < m_columns && in.isSound(); ++i) {
        if (const quint32 size = pgNumber(in, 4); size != null)
            in.bytes(size);
    }
    return in.isSound() && in.position() == payload.size() ? Result<void>()
                                                           : malformed("A row whose lengths run past its end.");
}

// --- the client's side ---

Result<void> PgWatch::fromClient(QByteArray &packet)
{
    if (packet.size() < headerSizeOf(Side::Client) || packet.size() != packetSize(Side::Client, packet))
        return oddLibrary("A packet of another length than it says.");
    if (m_phase == Phase::Startup)
        return startup(packet);
    const QByteArrayView payload = QByteArrayView(packet).sliced(pgHeaderSize);
    switch (packet.front()) {
    case 'X': // its goodbye
        return {};
    case 'p':
        return m_phase == Phase::Login && m_replyAwaited ? reply(payload)
                                                         : oddLibrary("A password, where none was asked for.");
    case 'Q':
        if (m_phase != Phase::Idle || !pgIsWord(payload))
            return oddLibrary("No statement begins so.");
        m_bytes = 0;
        m_packets = 0;
        m_notices = 0;
        m_settings = 0;
        m_phase = Phase::Answer;
        return {};
    default:
        return oddLibrary("None of the statements of this program.");
    }
}

Result<void> PgWatch::startup(QByteArrayView packet)
{
    PacketReader in(packet.sliced(pgStartHeaderSize));
    const quint32 protocol = pgNumber(in, 4);
    // Others are for encryption, of which nothing could be seen here, and for stopping somebody's statement.
    if (!in.isSound() || protocol >> 16 != 3)
        return oddLibrary("Its first packet is none of a session.");
    m_phase = Phase::Login;
    return {};
}

// Of none of these can the password be read back: what goes is made of it and of numbers of both sides.
Result<void> PgWatch::reply(QByteArrayView payload)
{
    m_replyAwaited = false;
    if (m_way == Way::Md5) {
        constexpr qsizetype digestSize = 3 + 32 + 1;
        return payload.size() == digestSize && payload.startsWith(QByteArrayView("md5")) && payload.back() == '\0'
            ? Result<void>()
            : oddLibrary("Not the answer of its way of logging in.");
    }
    ++m_steps;
    QByteArrayView said = payload;
    if (m_steps == 1) {
        PacketReader in(payload);
        const QByteArrayView name = in.word();
        said = in.bytes(pgNumber(in, 4));
        if (!in.isSound() || in.position() != payload.size() || name != QByteArrayView("SCRAM-SHA-256"))
            said = {};
    }
    // Each begins with a mark that there is no encryption to bind it to.
    const bool sound = m_steps == 1
        ? said.startsWith(QByteArrayView("n,,"))
        : said.startsWith(QByteArrayView("c=biws,r=")) && said.indexOf(QByteArrayView(",p=")) > 0;
    return sound ? Result<void>() : oddLibrary("Not the answer of its way of logging in.");
}

} // namespace Nightkeep
