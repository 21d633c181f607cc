// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/web/addresskind.h"

#include <algorithm>
#include <array>
#include <optional>

namespace Nightkeep {

namespace {

struct AddressRange
{
    const char *network;
    int bits;
    AddressKind kind;
};

// Source: IANA's registries of special-purpose addresses.
constexpr std::array ranges {
    AddressRange {"0.0.0.0", 8, AddressKind::Loopback}, // connects to this machine
    AddressRange {"127.0.0.0", 8, AddressKind::Loopback},
    AddressRange {"10.0.0.0", 8, AddressKind::Private},
    AddressRange {"100.64.0.0", 10, AddressKind::Private},
    AddressRange {"172.16.0.0", 12, AddressKind::Private},
    AddressRange {"192.0.0.0", 24, AddressKind::Private},
    AddressRange {"192.168.0.0", 16, AddressKind::Private},
    AddressRange {"198.18.0.0", 15, AddressKind::Private},
    AddressRange {"169.254.0.0", 16, AddressKind::LinkLocal}, // where clouds tell machines their secrets
    AddressRange {"224.0.0.0", 3, AddressKind::LinkLocal},
    AddressRange {"::1", 128, AddressKind::Loopback},
    AddressRange {"fc00::", 7, AddressKind::Private},
    AddressRange {"fec0::", 10, AddressKind::Private},
    AddressRange {"64:ff9b:1::", 48, AddressKind::Private},
    AddressRange {"fe80::", 10, AddressKind::LinkLocal},
    AddressRange {"ff00::", 8, AddressKind::LinkLocal},
};

/// What translators and tunnels make of an address of the new kind.
std::optional<QHostAddress> embedded(const QHostAddress &address)
{
    bool isOld = false;
    const quint32 mapped = address.toIPv4Address(&isOld);
    if (isOld)
        return QHostAddress(mapped);
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    const auto at = [&bytes](int first) {
        return QHostAddress(quint32(bytes[first]) << 24 | quint32(bytes[first + 1]) << 16
                            | quint32(bytes[first + 2]) << 8 | quint32(bytes[first + 3]));
    };
    const auto isIn = [&address](const char *network, int bits) {
        return address.isInSubnet(QHostAddress(QLatin1String(network)), bits);
    };
    if (isIn("2002::", 16)) // 6to4
        return at(2);
    if (isIn("64:ff9b::", 96) || (isIn("::", 96) && !address.isLoopback())) // NAT64; the compatible ones of old
        return at(12);
    return std::nullopt;
}

QHostAddress meant(const QHostAddress &address)
{
    QHostAddress result = embedded(address).value_or(address);
    result.setScopeId({});
    return result;
}

bool isAmong(const QList<QHostAddress> &addresses, const QHostAddress &address)
{
    return std::any_of(addresses.begin(), addresses.end(),
                       [&address](const QHostAddress &each) { return meant(each) == meant(address); });
}

} // namespace

AddressKind kindOf(const QHostAddress &address)
{
    const QHostAddress target = meant(address);
    const auto *const range = std::find_if(ranges.begin(), ranges.end(), [&target](const AddressRange &each) {
        return target.isInSubnet(QHostAddress(QLatin1String(each.network)), each.bits);
    });
    return range == ranges.end() ? AddressKind::Public : range->kind;
}

bool mayLead(const QHostAddress &from, const QHostAddress &to, const QList<QHostAddress> &own)
{
    const AddressKind first = kindOf(from);
    const AddressKind next = kindOf(to);
    const bool isHere = first == AddressKind::Loopback || isAmong(own, from);
    return (isHere || !isAmong(own, to)) && (next == first || next == AddressKind::Public);
}

} // namespace Nightkeep
