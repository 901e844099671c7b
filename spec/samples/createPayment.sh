curl https://api.sandbox-billit.xyz/v1/payments \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "customerId": 4825,
    "dateOccurred": "2026-11-12",
    "amount": 200,
    "paymentMethod": 1202,
    "paymentType": 1,
    "selectionsAmount": 186,
    "amountLeftOver": 14,
    "invoicesPaid": [
      { "id": 90130, "label": 130, "unpaidAmount": 186, "paymentAmount": 186 }
    ]
  }'
