<?php

// Read every page: links.next omits per_page and the filters.
$all = [];
$page = 1;
do {
    $query = http_build_query(['per_page' => 250, 'page' => $page]);
    $curl = curl_init("https://api.sandbox-billit.xyz/v1/invoices?$query");
    curl_setopt_array($curl, [
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 30,
        CURLOPT_HTTPHEADER => [
            'Authorization: Bearer ' . getenv('BILLIT_TOKEN'),
            'Accept: application/json',
        ],
    ]);
    $body = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($status !== 200) {
        throw new RuntimeException("Status $status: $body");
    }
    ['data' => $rows, 'meta' => $meta] = json_decode($body, true);
    foreach ($rows as $row) {
        $all[$row['uuid']] = $row; // A row can be on two pages.
    }
} while ($page++ < $meta['last_page']);

if (count($all) !== $meta['total']) {
    throw new RuntimeException('Rows are missing: run it again with another per_page.');
}
foreach ($all as $row) {
    echo "{$row['number']} {$row['dateIssued']} {$row['finalAmount']}\n";
}
