<?php

$curl = curl_init('https://api.sandbox-billit.xyz/v1/invoices/7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11');
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
$invoice = json_decode($body, true)['data'];
echo "{$invoice['number']} {$invoice['payableAmount']}\n";
