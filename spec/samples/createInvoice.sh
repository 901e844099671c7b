# If the response is lost, check the list of invoices before you retry.
# Replace the IDs with those of your account. epiPistosi is the total with
# the VAT rate of vatId: 120 and 24 %.
curl https://api.sandbox-billit.xyz/v1/invoices \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "customerId": 4821,
    "invoiceDate": "'"$(TZ=Europe/Athens date +%F)"'",
    "invoiceTypeId": 31,
    "mydataInvoiceType": "2.1",
    "products": [
      {
        "details": "Annual hosting",
        "quantity": 1,
        "price": 120,
        "vatId": 901,
        "incomeClassificationCat": "category1_3",
        "incomeClassificationType": "E3_561_001"
      }
    ],
    "mydataPayment": { "paidAmount": 0, "paymentMethod": "", "epiPistosi": 148.8 }
  }'
